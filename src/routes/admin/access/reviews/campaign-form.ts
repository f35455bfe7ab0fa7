import { campaignSchema } from '$lib/access/reviews/review-schemas.ts';
import { localize } from '$lib/i18n/localized.ts';
import { findCampaign } from '$lib/server/access/reviews/get-campaign.ts';
import { saveCampaign } from '$lib/server/access/reviews/save-campaign.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { listSystemNames } from '$lib/server/systems/list-system-names.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';

/** What a round may be about, for its form. */
export async function campaignChoices({ locals }: { locals: App.Locals }) {
	const { db, locale } = locals;
	const [units, systems] = await Promise.all([listUnitOptions(db, locale), listSystemNames(db)]);
	return {
		units,
		systems: systems
			.map(({ id, name }) => ({ value: id, label: localize(name, locale) }))
			.sort((a, b) => a.label.localeCompare(b.label, locale))
	};
}

/** Takes the form of a new round, or of a draft. */
export async function keepCampaign(event: RequestEvent, form: FormData, id?: string) {
	const { db, clock } = event.locals;
	// What is not theirs is not there, whatever the form says.
	if (id) await findCampaign(db, signedIn(event), id);
	const parsed = parseForm(campaignSchema, form);
	if (!parsed.ok) return failForm(parsed.issues, parsed.values);
	const saved = await saveCampaign(db, signedIn(event), { ...parsed.data, id }, clock);
	redirect(303, `/admin/access/reviews/${saved.id}?planned`);
}
