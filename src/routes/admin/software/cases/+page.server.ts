import { isoDay } from '$lib/format/moments.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { can } from '$lib/people/permissions.ts';
import {
	coverLicenceSchema,
	coverSeatSchema,
	excuseSchema
} from '$lib/software/legality-schemas.ts';
import { casesShape } from '$lib/software/legality-shapes.ts';
import { openRecord } from '$lib/systems/load-open.ts';
import { getCase } from '$lib/server/software/cases/get-case.ts';
import { listCases } from '$lib/server/software/cases/list-cases.ts';
import { coverCase, excuseCase } from '$lib/server/software/cases/settle-case.ts';
import { validLicences } from '$lib/server/software/cases/valid-licences.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { caseFilters, caseView } from './case-list.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(casesShape, event.url.searchParams);
	const today = isoDay(clock.now());
	const [page, filters, opened] = await Promise.all([
		listCases(db, actor, state, clock),
		caseFilters(db, locale),
		openRecord(state.open, (id) => getCase(db, actor, id))
	]);
	const maySettle = can(actor, 'software.edit') && opened?.state === 'open';
	const covers = maySettle && opened?.kind === 'unlicensed';
	return {
		view: caseView(state, page, filters),
		opened,
		maySettle,
		licences: covers && opened ? await validLicences(db, opened.productId, today) : [],
		today
	};
});

export const actions: Actions = {
	excuse: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(excuseSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, { ...parsed.values, act: 'excuse' });
		await excuseCase(db, signedIn(event), parsed.data, clock);
		return { done: 'excused' as const };
	}),
	seat: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(coverSeatSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, { ...parsed.values, act: 'seat' });
		const { caseId, seatFor } = parsed.data;
		await coverCase(db, signedIn(event), { caseId, by: { seatFor } }, clock);
		return { done: 'covered' as const };
	}),
	licence: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(coverLicenceSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, { ...parsed.values, act: 'licence' });
		const { caseId, licenceId } = parsed.data;
		await coverCase(db, signedIn(event), { caseId, by: { licenceId } }, clock);
		return { done: 'covered' as const };
	})
};
