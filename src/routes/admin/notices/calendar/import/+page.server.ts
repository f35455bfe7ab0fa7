import * as v from 'valibot';
import { redirect } from '@sveltejs/kit';
import { isId } from '$lib/ids.ts';
import {
	importTownDates,
	previewTownDates
} from '$lib/server/notices/calendar/import-town-dates.ts';
import {
	listTownCalendars,
	removeTownCalendar
} from '$lib/server/notices/calendar/town-calendars.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

const here = '/admin/notices/calendar/import';
/** More than anybody reads. */
const MOST_SHOWN = 200;
const MOST_BYTES = 1_000_000;

const name = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.nonEmpty('errors_required'),
	v.maxLength(100, 'errors_text_long')
);
const previewSchema = v.object({ name });
const applySchema = v.object({
	name,
	ics: v.pipe(v.string(), v.maxBytes(MOST_BYTES, 'notice_plan_import_too_big'))
});
const removeSchema = v.object({ id: v.pipe(v.string(), v.check(isId, 'errors_choose')) });

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	return {
		calendars: await listTownCalendars(db, signedIn(event)),
		done: event.url.searchParams.get('done'),
		now: clock.now()
	};
});

export const actions: Actions = {
	preview: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(previewSchema, form);
		const file = form.get('file');
		const size = file instanceof File ? file.size : 0;
		const issues = {
			...(parsed.ok ? {} : parsed.issues),
			...(size === 0 ? { file: ['notice_plan_import_no_file'] } : {}),
			...(size > MOST_BYTES ? { file: ['notice_plan_import_too_big'] } : {})
		};
		if (!parsed.ok || Object.keys(issues).length > 0 || !(file instanceof File))
			return failForm(issues, formValues(form));
		const ics = await file.text();
		const plan = await previewTownDates(db, signedIn(event), { ...parsed.data, ics }, clock);
		return { plan: shown(plan), name: parsed.data.name, ics };
	}),
	apply: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(applySchema, form);
		if (!parsed.ok) return failForm(parsed.issues, {});
		await importTownDates(db, signedIn(event), parsed.data, clock);
		redirect(303, `${here}?done=imported`);
	}),
	remove: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(removeSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await removeTownCalendar(db, signedIn(event), parsed.data, clock);
		redirect(303, `${here}?done=removed`);
	})
};

function shown({ rows, ...plan }: Awaited<ReturnType<typeof previewTownDates>>) {
	const count = (does: string) => rows.filter((row) => row.does === does).length;
	return {
		...plan,
		added: count('added'),
		moved: count('moved'),
		removed: count('removed'),
		isCut: rows.length > MOST_SHOWN,
		rows: rows.slice(0, MOST_SHOWN)
	};
}
