import { redirect } from '@sveltejs/kit';
import type * as v from 'valibot';
import { invalid } from '$lib/errors.ts';
import { isoDay } from '$lib/format/moments.ts';

import * as steps from '$lib/notices/desk/step-form.ts';
import { addressedNotice } from '$lib/notices/parse-number.ts';
import { can } from '$lib/people/permissions.ts';
import { announceNotice } from '$lib/server/notices/life/announce-notice.ts';
import { cancelNotice } from '$lib/server/notices/life/cancel-notice.ts';
import { closeNotice } from '$lib/server/notices/life/close-notice.ts';
import { getDeskNotice } from '$lib/server/notices/life/desk-notice.ts';
import { extendNotice } from '$lib/server/notices/life/extend-notice.ts';
import { preparedFor } from '$lib/server/notices/joins/prepared-for.ts';
import { linkRequest } from '$lib/server/notices/life/link-request.ts';
import { partlyRestored } from '$lib/server/notices/life/partly-restored.ts';
import { publishReport } from '$lib/server/notices/life/publish-report.ts';
import { reopenNotice } from '$lib/server/notices/life/reopen-notice.ts';
import { rescheduleNotice } from '$lib/server/notices/life/reschedule-notice.ts';
import { restoreNotice } from '$lib/server/notices/life/restore-notice.ts';
import { rollBackNotice } from '$lib/server/notices/life/roll-back-notice.ts';
import { saveReport } from '$lib/server/notices/life/save-report.ts';
import { startNotice } from '$lib/server/notices/life/start-notice.ts';
import { tellNews } from '$lib/server/notices/life/tell-news.ts';
import { tickCheck } from '$lib/server/notices/life/tick-check.ts';
import { typedWindow } from '$lib/server/notices/writing/typed-window.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { deskView } from './desk-view.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	event.depends('abilaud:desk');
	const number = addressedNotice(event.params);
	const notice = await getDeskNotice(db, actor, number, locale, clock);
	return {
		notice: deskView(notice, locale, clock.now()),
		prepared: await preparedFor(db, notice.id, clock.now()),
		mayEdit: can(actor, 'notices.edit'),
		done: event.url.searchParams.get('done')
	};
});

/** The frame of the page's actions: reads the form, does the step, and comes back to the page that says it is done. */
function step<S extends v.GenericSchema>(
	schema: S,
	done: string,
	work: (event: RequestEvent, form: v.InferOutput<S>, number: number) => Promise<unknown>
) {
	return action(async (event: RequestEvent, form: FormData) => {
		// Comes back with what was refused, so that the page shows it at the form that was sent.
		form.set('step', done);
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const number = addressedNotice(event.params);
		await work(event, parsed.data, number);
		redirect(303, `/admin/notices/${number}?done=${done}`);
	});
}

/** A typed end; an hour alone is one of today. */
function typedEnd(event: RequestEvent, form: { endsDay: string | null; endsHour: string | null }) {
	const endsDay = form.endsDay ?? (form.endsHour ? isoDay(event.locals.clock.now()) : null);
	return typedWindow({ ...form, endsDay, startsDay: null, startsHour: null }).plannedEndAt;
}

const as = (event: RequestEvent) => [event.locals.db, signedIn(event)] as const;

export const actions = {
	announce: step(steps.announceStep, 'announced', (event, form, number) => {
		const { revision, lateReason, noModuleReason } = form;
		const excuses = { lateReason, noModuleReason, freezeReasons: steps.freezeReasons(form) };
		return announceNotice(...as(event), { number, revision, ...excuses }, event.locals.clock);
	}),
	start: step(steps.plainStep, 'started', (event, { revision }, number) =>
		startNotice(...as(event), { number, revision }, event.locals.clock)
	),
	extend: step(steps.endStep, 'extended', (event, form, number) => {
		const plannedEndAt = typedEnd(event, form);
		if (!plannedEndAt) throw invalid({ endsHour: ['errors_required'] });
		const input = { number, revision: form.revision, plannedEndAt, texts: steps.textsIn(form) };
		return extendNotice(...as(event), input, event.locals.clock);
	}),
	reschedule: step(steps.rescheduleStep, 'rescheduled', (event, form, number) => {
		const { startsAt, plannedEndAt } = typedWindow(form);
		if (!startsAt) throw invalid({ startsHour: ['errors_required'] });
		const { revision, lateReason } = form;
		const excuses = { lateReason, freezeReasons: steps.freezeReasons(form) };
		const texts = steps.textsIn(form);
		const input = { number, revision, startsAt, plannedEndAt, texts, ...excuses };
		return rescheduleNotice(...as(event), input, event.locals.clock);
	}),
	partly: step(steps.endStep, 'partly', (event, form, number) => {
		const plannedEndAt = typedEnd(event, form);
		const input = { number, revision: form.revision, plannedEndAt, texts: steps.textsIn(form) };
		return partlyRestored(...as(event), input, event.locals.clock);
	}),
	restore: step(steps.restoreStep, 'restored', (event, form, number) => {
		const { revision, despite } = form;
		const input = { number, revision, despiteChecks: despite, texts: steps.textsIn(form) };
		return restoreNotice(...as(event), input, event.locals.clock);
	}),
	rollBack: step(steps.wordsStep, 'rolled_back', (event, form, number) => {
		const input = { number, revision: form.revision, texts: steps.textsIn(form) };
		return rollBackNotice(...as(event), input, event.locals.clock);
	}),
	reopen: step(steps.endStep, 'reopened', (event, form, number) => {
		const plannedEndAt = typedEnd(event, form);
		const input = { number, revision: form.revision, plannedEndAt, texts: steps.textsIn(form) };
		return reopenNotice(...as(event), input, event.locals.clock);
	}),
	cancel: step(steps.wordsStep, 'cancelled', (event, form, number) => {
		const input = { number, revision: form.revision, texts: steps.textsIn(form) };
		return cancelNotice(...as(event), input, event.locals.clock);
	}),
	close: step(steps.plainStep, 'closed', (event, { revision }, number) =>
		closeNotice(...as(event), { number, revision }, event.locals.clock)
	),
	tell: step(steps.wordsStep, 'told', (event, form, number) => {
		const input = { number, revision: form.revision, texts: steps.textsIn(form) };
		return tellNews(...as(event), input, event.locals.clock);
	}),
	tick: step(steps.tickStep, 'ticked', (event, { check, done }, number) =>
		tickCheck(...as(event), { number, checkId: check, done }, event.locals.clock)
	),
	report: step(steps.reportStep, 'report_saved', (event, form, number) => {
		const input = { number, revision: form.revision, texts: steps.reportTexts(form) };
		return saveReport(...as(event), input, event.locals.clock);
	}),
	publish: step(steps.plainStep, 'report_published', (event, { revision }, number) =>
		publishReport(...as(event), { number, revision }, event.locals.clock)
	),
	link: step(steps.linkStep, 'linked', (event, { requestNumber }, number) =>
		linkRequest(...as(event), { number, requestNumber }, event.locals.clock)
	)
};
