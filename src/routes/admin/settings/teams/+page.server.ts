import * as v from 'valibot';
import { localize } from '$lib/i18n/localized.ts';
import { listTeams, saveTeam } from '$lib/server/requests/teams.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad } from './$types';

const line = v.pipe(v.optional(v.string(), ''), v.trim(), v.maxLength(100, 'errors_text_long'));
const schema = v.object({
	slug: line,
	'name.et': line,
	'name.ru': line,
	'name.en': line,
	active: v.optional(v.string()),
	isNew: v.optional(v.string())
});

export const load: PageServerLoad = async (event) => {
	const { db, locale } = event.locals;
	const teams = await listTeams(db);
	const chosen = event.url.searchParams.get('team');
	return {
		teams: teams.map(({ slug, name, active }) => ({ slug, active, name: localize(name, locale) })),
		chosen: teams.find((team) => team.slug === chosen)
	};
};

export const actions: Actions = {
	save: action(async (event, form) => {
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { slug, active, isNew, ...names } = parsed.data;
		const name = { et: names['name.et'], ru: names['name.ru'], en: names['name.en'] };
		const { db, clock } = event.locals;
		await saveTeam(
			db,
			signedIn(event),
			{ slug, name, active: active !== undefined, isNew: isNew !== undefined },
			clock
		);
		return { saved: slug };
	})
};
