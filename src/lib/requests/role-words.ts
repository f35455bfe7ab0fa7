import { m } from '#lib/paraglide/messages.js';

const roles: Record<string, () => string> = {
	line_manager: m.requests_role_line_manager,
	head_of_place: m.requests_role_head_of_place,
	system_owner: m.requests_role_system_owner,
	budget_owner: m.requests_role_budget_owner,
	named: m.requests_role_named,
	instead: m.requests_role_instead,
	administrator: m.requests_role_administrator
};

/** What an approver is to the request: "vahetu juht", "süsteemi vastutaja". */
export const roleWords = (because: string): string => roles[because]?.() ?? '';
