import { parseListState, type ListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { systemsShape } from '$lib/systems/list-shapes.ts';
import { openRecord } from '$lib/systems/load-open.ts';
import { CRITICALITIES, SYSTEM_KINDS } from '$lib/systems/system-kinds.ts';
import { criticalityWord, kindWord } from '$lib/systems/system-words.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { availabilityOf } from '$lib/server/notices/joins/availability.ts';
import { getSystem } from '$lib/server/systems/get-system.ts';
import { listSystems, type SystemRow } from '$lib/server/systems/list-systems.ts';
import { listRoleConflicts } from '$lib/server/systems/role-conflicts.ts';
import { modulesTeaching } from '$lib/server/training/modules/modules-teaching.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(systemsShape, event.url.searchParams);
	const [page, opened, availability] = await Promise.all([
		listSystems(db, actor, state, clock),
		openRecord(state.open, (id) => getSystem(db, actor, id)),
		openRecord(state.open, (id) => availabilityOf(db, actor, { kind: 'system', id }, clock.now()))
	]);
	const roleIds = opened?.roles.map(({ id }) => id) ?? [];
	const [taughtBy, conflicts] = await Promise.all([
		opened ? modulesTeaching(db, opened.slug) : [],
		listRoleConflicts(db, roleIds)
	]);
	return {
		taughtBy,
		conflicts,
		view: systemView(state, page),
		opened,
		availability,
		now: clock.now(),
		mayEdit: can(actor, 'systems.edit'),
		saved: event.url.searchParams.has('saved')
	};
});

function systemView(state: ListState, page: ListPage<SystemRow>): ListView<SystemRow> {
	const filters: FilterView[] = [
		{
			key: 'kind',
			label: m.registers_col_kind(),
			kind: 'choice',
			options: SYSTEM_KINDS.map((value) => ({ value, label: kindWord(value) }))
		},
		{
			key: 'criticality',
			label: m.registers_col_criticality(),
			kind: 'choice',
			options: CRITICALITIES.map((level) => ({
				value: String(level),
				label: criticalityWord(level)
			}))
		},
		{
			key: 'active',
			label: m.registers_filter_active(),
			kind: 'choice',
			options: [
				{ value: 'true', label: m.registers_yes() },
				{ value: 'false', label: m.registers_no() }
			]
		}
	];
	const columns = [
		{ key: 'what', label: m.registers_col_system(), sort: 'name', class: 'c-what' },
		{ key: 'kind', label: m.registers_col_kind() },
		{ key: 'owner', label: m.registers_col_owner() },
		{ key: 'criticality', label: m.registers_col_criticality(), sort: 'criticality' },
		{ key: 'holders', label: m.registers_col_holders() }
	];
	return { shape: systemsShape, state, columns, filters, ...page };
}
