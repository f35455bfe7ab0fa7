import { m } from '#lib/paraglide/messages.js';

const words: Record<string, () => string> = {
	line_manager: m.requests_because_line_manager,
	head_of_place: m.requests_because_head_of_place,
	system_owner: m.requests_because_system_owner,
	budget_owner: m.requests_because_budget_owner,
	named: m.requests_because_named,
	instead: m.requests_because_instead,
	administrator: m.requests_because_administrator
};

/** Why this person is asked to agree, in words; empty for a reason this version does not know. */
export const becauseWords = (because: string): string => words[because]?.() ?? '';
