import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import type { FieldIssues } from '$lib/errors.ts';
import { localize } from '$lib/i18n/localized.ts';
import { localeSchema } from '$lib/training/authoring/draft-form.ts';
import { slugOf } from '$lib/training/authoring/slug-of.ts';
import { moduleTitle } from '$lib/training/module-title.ts';
import { newDraft } from '$lib/server/training/authoring/begin-draft.ts';
import {
	keepBroughtFiles,
	readBroughtFiles,
	type BroughtFiles
} from '$lib/server/training/authoring/bring-in-files.ts';
import { draftTitles } from '$lib/server/training/authoring/draft-titles.ts';
import { listNewDrafts } from '$lib/server/training/authoring/list-modules.ts';
import { problemMarks } from '$lib/server/training/authoring/read-draft.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const begun = await listNewDrafts(db, signedIn(event));
	return {
		begun: begun.map((draft) => ({
			slug: draft.slug,
			title: localize(moduleTitle(draftTitles(draft)), locale),
			updatedAt: draft.updatedAt
		}))
	};
});

const slug = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.maxLength(80, 'errors_text_long'),
	v.regex(/^([a-z0-9]+(-[a-z0-9]+)*)?$/, 'authoring_slug_wrong')
);
const beginning = v.object({
	title: v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.nonEmpty('errors_required'),
		v.maxLength(200, 'errors_text_long')
	),
	slug,
	source: localeSchema
});

export const actions: Actions = {
	begin: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(beginning, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const made = parsed.data.slug || slugOf(parsed.data.title);
		if (!made) return failForm({ slug: ['authoring_slug_wrong'] }, parsed.values);
		await newDraft(db, signedIn(event), { ...parsed.data, slug: made }, clock);
		redirect(303, `/admin/training/${made}/edit?done=begun`);
	}),
	look: action(async (event: RequestEvent, form) => {
		const { db, locale } = event.locals;
		const input = await broughtFrom(form);
		if ('issues' in input) return failForm(input.issues, formValues(form));
		const read = await readBroughtFiles(db, signedIn(event), input);
		return {
			brought: {
				texts: Object.keys(read.texts),
				media: read.media.map((one) => one.name),
				problems: problemMarks(input.slug, read.problems, locale),
				isWritable: read.isWritable
			},
			values: { broughtSlug: input.slug }
		};
	}),
	keep: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const input = await broughtFrom(form);
		if ('issues' in input) return failForm(input.issues, formValues(form));
		await keepBroughtFiles(db, signedIn(event), input, clock);
		redirect(303, `/admin/training/${input.slug}/edit?done=begun`);
	})
};

const MOST_FILES = 200;

/** The picked files with the address they are to have, or why they cannot be taken. */
async function broughtFrom(
	form: FormData
): Promise<{ issues: FieldIssues } | { slug: string; files: BroughtFiles }> {
	const files = form
		.getAll('files')
		.filter((file): file is File => file instanceof File && file.size > 0);
	if (files.length === 0) return { issues: { files: ['authoring_no_files_picked'] } };
	if (files.length > MOST_FILES) return { issues: { files: ['authoring_pictures_many'] } };
	const parsed = v.safeParse(slug, form.get('broughtSlug') ?? '');
	if (!parsed.success || parsed.output === '') {
		return { issues: { broughtSlug: ['authoring_slug_wrong'] } };
	}
	const read = files.map(async (file) => ({
		name: file.name,
		bytes: new Uint8Array(await file.arrayBuffer())
	}));
	return { slug: parsed.output, files: await Promise.all(read) };
}
