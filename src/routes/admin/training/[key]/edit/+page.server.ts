import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { localize } from '$lib/i18n/localized.ts';
import { localeSchema, textsSchema } from '$lib/training/authoring/draft-form.ts';
import { moduleTitle } from '$lib/training/module-title.ts';
import {
	LARGEST_PICTURE,
	addPicture,
	dropPicture
} from '$lib/server/training/authoring/draft-media.ts';
import { draftTitles } from '$lib/server/training/authoring/draft-titles.ts';
import { findDraft } from '$lib/server/training/authoring/draft.ts';
import { draftSnippets } from '$lib/server/training/authoring/draft-snippets.ts';
import { nameOfPerson } from '$lib/server/training/authoring/name-of-person.ts';
import { readForEditor } from '$lib/server/training/authoring/preview-draft.ts';
import {
	askReview,
	listReviewers,
	reviewDraft
} from '$lib/server/training/authoring/review-draft.ts';
import { dropDraft, markFresh, saveDraft } from '$lib/server/training/authoring/save-draft.ts';
import { sourceLocale } from '$lib/server/training/authoring/source-locale.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	const { key } = event.params;
	const draft = await findDraft(db, actor, key);
	if (!draft) redirect(303, `/admin/training/${event.params.key}`);
	const [reading, reviewers, savedBy, reviewer] = await Promise.all([
		readForEditor(db, draft, { key, locale }),
		listReviewers(db, actor),
		nameOfPerson(db, draft.updatedById),
		nameOfPerson(db, draft.reviewerId ?? draft.reviewedById)
	]);
	return {
		key,
		title: localize(moduleTitle(draftTitles(draft)), locale),
		isNew: draft.moduleId === null,
		draft: {
			...{ id: draft.id, revision: draft.revision, files: draft.files, media: draft.media },
			...{ state: draft.state, note: draft.reviewNote, savedAt: draft.updatedAt, savedBy, reviewer }
		},
		source: sourceLocale(draft.files) ?? locale,
		isReviewer: draft.state === 'in_review' && draft.reviewerId === actor.personId,
		reading,
		reviewers,
		snippets: draftSnippets(),
		done: event.url.searchParams.get('done')
	};
});

const seen = {
	draftId: v.string(),
	revision: v.pipe(v.string(), v.transform(Number), v.integer('errors_invalid'))
};
const saving = v.object({ ...seen, ...textsSchema.entries });

/** What was written, from the form or as it stands. */
async function saved(event: RequestEvent, form: FormData) {
	const { db, clock } = event.locals;
	const parsed = parseForm(saving, form);
	if (!parsed.ok) return { problem: failForm(parsed.issues, parsed.values) };
	const { draftId, revision, ...files } = parsed.data;
	const input = { draftId, revision, files };
	return { draft: await saveDraft(db, signedIn(event), input, clock) };
}

export const actions: Actions = {
	save: action(async (event: RequestEvent, form) => {
		const { problem } = await saved(event, form);
		return problem ?? { done: 'saved' as const };
	}),
	publish: action(async (event: RequestEvent, form) => {
		const { problem } = await saved(event, form);
		if (problem) return problem;
		redirect(303, `/admin/training/${event.params.key}/publish`);
	}),
	fresh: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const { problem, draft } = await saved(event, form);
		if (!draft) return problem;
		const parsed = parseForm(v.object({ fresh: localeSchema }), form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { id: draftId, revision } = draft;
		await markFresh(db, signedIn(event), { draftId, revision, locale: parsed.data.fresh }, clock);
		return { done: 'fresh' as const };
	}),
	picture: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(v.object(seen), form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const file = form.get('media');
		if (!(file instanceof File) || file.size === 0) {
			return failForm({ media: ['authoring_picture_none'] }, parsed.values);
		}
		if (file.size > LARGEST_PICTURE) {
			return failForm({ media: ['authoring_picture_large'] }, parsed.values);
		}
		const bytes = new Uint8Array(await file.arrayBuffer());
		const input = { ...parsed.data, name: file.name, bytes };
		const { media } = await addPicture(db, signedIn(event), input, clock);
		return { done: 'picture' as const, picture: media.name };
	}),
	dropPicture: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(v.object({ ...seen, name: v.string() }), form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await dropPicture(db, signedIn(event), parsed.data, clock);
		return { done: 'picture_gone' as const };
	}),
	ask: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const asking = v.object({
			...seen,
			reviewerId: v.pipe(v.optional(v.string(), ''), v.nonEmpty('authoring_reviewer_needed')),
			note: v.optional(v.pipe(v.string(), v.maxLength(1000, 'errors_text_long')), '')
		});
		const parsed = parseForm(asking, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await askReview(db, signedIn(event), parsed.data, clock);
		return { done: 'asked' as const };
	}),
	approve: action((event: RequestEvent, form) => review(event, form, 'approved')),
	giveBack: action((event: RequestEvent, form) => review(event, form, 'returned')),
	drop: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(v.object({ ...seen, isNew: v.optional(v.string(), '') }), form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await dropDraft(db, signedIn(event), parsed.data, clock);
		const at = parsed.data.isNew ? '' : `/${event.params.key}?done=dropped`;
		redirect(303, `/admin/training${at}`);
	})
};

async function review(event: RequestEvent, form: FormData, verdict: 'approved' | 'returned') {
	const { db, clock } = event.locals;
	const note = v.optional(v.pipe(v.string(), v.maxLength(1000, 'errors_text_long')), '');
	const parsed = parseForm(v.object({ ...seen, note }), form);
	if (!parsed.ok) return failForm(parsed.issues, parsed.values);
	await reviewDraft(db, signedIn(event), { ...parsed.data, verdict }, clock);
	return { done: verdict };
}
