import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { isLocale, localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import { moduleTitle } from '$lib/training/module-title.ts';
import { restoreEdition } from '$lib/server/training/authoring/begin-draft.ts';
import { compareEditions, listEditions } from '$lib/server/training/authoring/compare-editions.ts';
import { getModuleName } from '$lib/server/training/authoring/module-name.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	const { key } = event.params;
	const [name, editions] = await Promise.all([
		getModuleName(db, key),
		listEditions(db, actor, key)
	]);
	const asked = event.url.searchParams;
	const to = editions.find((one) => one.id === asked.get('to')) ?? editions[0];
	const older = editions.find((one) => to && one.number < to.number);
	const from = editions.find((one) => one.id === asked.get('from')) ?? older;
	const language = asked.get('language') ?? locale;
	const inLocale = isLocale(language) ? language : locale;
	const mayEdit = can(actor, 'training.edit');
	const comparison =
		mayEdit && from && to && from.id !== to.id
			? await compareEditions(db, actor, { key, from: from.id, to: to.id, locale: inLocale })
			: null;
	return {
		key,
		title: localize(moduleTitle(name.titles), locale),
		editions,
		from: from?.id ?? '',
		to: to?.id ?? '',
		language: inLocale,
		comparison,
		mayEdit
	};
});

const restoring = v.object({ editionId: v.string() });

export const actions: Actions = {
	restore: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(restoring, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { key } = event.params;
		await restoreEdition(db, signedIn(event), { key, ...parsed.data }, clock);
		redirect(303, `/admin/training/${key}/edit`);
	})
};
