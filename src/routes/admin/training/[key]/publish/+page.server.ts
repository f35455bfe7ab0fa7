import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { localize, locales } from '$lib/i18n/localized.ts';
import { nextVersion } from '$lib/training/authoring/next-version.ts';
import { moduleTitle } from '$lib/training/module-title.ts';
import { CHANGES } from '$lib/training/module-text.ts';
import { draftTitles } from '$lib/server/training/authoring/draft-titles.ts';
import { findDraft } from '$lib/server/training/authoring/draft.ts';
import { nameOfPerson } from '$lib/server/training/authoring/name-of-person.ts';
import { previewConcerned } from '$lib/server/training/authoring/preview-concerned.ts';
import { editionInForce, publishDraft } from '$lib/server/training/authoring/publish-draft.ts';
import { problemMarks, readDraft } from '$lib/server/training/authoring/read-draft.ts';
import { sourceLocale } from '$lib/server/training/authoring/source-locale.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const draft = await findDraft(db, actor, event.params.key);
	if (!draft) redirect(303, `/admin/training/${event.params.key}`);
	const [read, inForce, reviewer, stillReviewing] = await Promise.all([
		readDraft(db, draft),
		editionInForce(db, draft),
		nameOfPerson(db, draft.state === 'approved' ? draft.reviewedById : null),
		nameOfPerson(db, draft.state === 'in_review' ? draft.reviewerId : null)
	]);
	const concerned = inForce ? await previewConcerned(db, actor, inForce.id, clock) : null;
	const versions = inForce?.versions ?? [];
	return {
		key: event.params.key,
		title: localize(moduleTitle(draftTitles(draft)), locale),
		draft: { id: draft.id, revision: draft.revision },
		problems: problemMarks(draft.slug, read.problems, locale),
		mayPublish: read.module !== null,
		note: inForce ? '' : (read.module?.facts.changeNote ?? ''),
		source: sourceLocale(draft.files) ?? null,
		translations: locales.filter(
			(one) => draft.files[one] !== undefined && one !== sourceLocale(draft.files)
		),
		before: inForce?.facts.version ?? null,
		versions: CHANGES.map((change) => ({ change, version: nextVersion(versions, change) })),
		concerned,
		reviewer,
		stillReviewing
	};
});

const states = v.picklist(['open', 'completed', 'expired'] as const);
const note = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(300, 'errors_text_long')), '');
const publishing = v.object({
	draftId: v.string(),
	revision: v.pipe(v.string(), v.transform(Number), v.integer('errors_invalid')),
	change: v.picklist(CHANGES, 'errors_choose'),
	changeNote: note,
	note_et: note,
	note_ru: note,
	note_en: note,
	cycleFor: v.optional(v.array(states), [])
});

export const actions: Actions = {
	default: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(publishing, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { note_et: et, note_ru: ru, note_en: en, ...said } = parsed.data;
		const input = { ...said, notes: { et, ru, en } };
		const { moduleKey } = await publishDraft(db, signedIn(event), input, clock);
		redirect(303, `/admin/training/${moduleKey}?done=published`);
	})
};
