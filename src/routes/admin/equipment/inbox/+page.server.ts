import {
	decideFindingSchema,
	dismissFindingsSchema
} from '$lib/equipment/inventory/inventory-schemas.ts';
import { findingsShape } from '$lib/equipment/inventory/findings-shape.ts';
import { isId } from '$lib/ids.ts';
import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { can } from '$lib/people/permissions.ts';
import { decideFinding } from '$lib/server/equipment/inventory/decide-finding.ts';
import { dismissFindings } from '$lib/server/equipment/inventory/dismiss-findings.ts';
import { findFinding, listFindings } from '$lib/server/equipment/inventory/list-findings.ts';
import { openCategories } from '$lib/server/equipment/register/categories.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { listSavedViews } from '$lib/server/lists/saved-views.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { viewActs } from '../view-acts.ts';
import { findingFilters, findingView } from './finding-list.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(findingsShape, event.url.searchParams);
	const [page, filters, views, opened] = await Promise.all([
		listFindings(db, actor, state, clock),
		findingFilters(db, locale),
		listSavedViews(db, actor, 'findings'),
		state.open && isId(state.open) ? findFinding(db, actor, state.open) : undefined
	]);
	const registers = opened?.kind === 'unknown_device' && opened.state === 'open';
	const [places, categories] = registers
		? await Promise.all([listPlaceOptions(db, locale), openCategories(db)])
		: [[], []];
	const unitId = opened?.scopeUnitId;
	return {
		view: findingView(state, page, filters),
		views: views.map(({ id, name, query, mine }) => ({ id, name, query, mine })),
		opened,
		places: places.map(({ id, name }) => ({ value: id, label: name })),
		categories: categories.map(({ code, name }) => ({
			value: code,
			label: localize(name, locale)
		})),
		mayDecide: can(actor, 'equipment.move', unitId ? { unitId } : undefined),
		mayDismiss: can(actor, 'equipment.move'),
		maySeeSites: can(actor, 'inventory.keep_sites'),
		now: clock.now()
	};
});

export const actions: Actions = {
	...viewActs('findings'),
	decide: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(decideFindingSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await decideFinding(db, signedIn(event), parsed.data, clock);
		return { decided: true };
	}),
	dismiss: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(dismissFindingsSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, { ...parsed.values, many: 'yes' });
		return { dismissed: await dismissFindings(db, signedIn(event), parsed.data, clock) };
	})
};
