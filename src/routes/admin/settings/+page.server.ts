import * as v from 'valibot';
import { formatDayShort, formatTime } from '$lib/format/dates.ts';
import { countOutboxTroubles } from '$lib/server/mail/list-outbox.ts';
import { jobState } from '$lib/server/jobs/job-state.ts';
import type { SettingKey } from '$lib/server/settings/setting-shapes.ts';
import { getSettingMoments, getSettings, saveSettings } from '$lib/server/settings/settings.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const text = v.optional(v.string(), '');

const organisation = v.object({
	'organisationName.et': text,
	'organisationName.ru': text,
	'organisationName.en': text,
	itPhone: text,
	itMail: text,
	'phoneHours.et': text,
	'phoneHours.ru': text,
	'phoneHours.en': text
});
const hours = v.object({ 'workingHours.office': text, 'workingHours.kindergarten': text });
const requests = v.object({
	confirmDays: v.pipe(text, v.regex(/^\d{1,3}$/, 'errors_number'), v.transform(Number))
});

const retention = v.object({
	retentionYears: v.pipe(text, v.regex(/^\d{1,2}$/, 'errors_number'), v.transform(Number))
});

const typedHours = v.pipe(text, v.regex(/^\d{1,4}$/, 'errors_number'), v.transform(Number));
const lead = v.object({
	'leadHours.degraded': typedHours,
	'leadHours.unavailable': typedHours,
	'leadHours.critical': typedHours
});

export const load: PageServerLoad = async (event) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const [settings, seen, troubles, jobs] = await Promise.all([
		getSettings(db),
		getSettingMoments(db),
		countOutboxTroubles(db, actor),
		jobState(db, clock.now())
	]);
	const { lastTick } = jobs;
	return {
		settings,
		seen,
		troubles,
		jobs: {
			...jobs,
			lastTick:
				lastTick &&
				`${formatDayShort(lastTick, locale, clock.now())}, ${formatTime(lastTick, locale)}`
		}
	};
};

/** What the form was opened with: an empty moment means that the setting had never been saved. */
function seenIn(form: FormData): Partial<Record<SettingKey, string | null>> {
	const seen: Record<string, string | null> = {};
	for (const [name, value] of form) {
		if (name.startsWith('seen.') && typeof value === 'string') seen[name.slice(5)] = value || null;
	}
	return seen;
}

const saved = async (
	event: RequestEvent,
	form: FormData,
	changes: Parameters<typeof saveSettings>[2]
) => {
	const { db, clock } = event.locals;
	await saveSettings(db, signedIn(event), changes, { clock, seen: seenIn(form) });
};

export const actions: Actions = {
	organisation: action(async (event, form) => {
		const parsed = parseForm(organisation, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { data } = parsed;
		await saved(event, form, {
			organisationName: {
				et: data['organisationName.et'],
				ru: data['organisationName.ru'],
				en: data['organisationName.en']
			},
			itPhone: data.itPhone,
			itMail: data.itMail,
			phoneHours: {
				et: data['phoneHours.et'],
				ru: data['phoneHours.ru'],
				en: data['phoneHours.en']
			}
		});
		return { saved: 'organisation' };
	}),
	hours: action(async (event, form) => {
		const parsed = parseForm(hours, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await saved(event, form, {
			workingHours: {
				office: parsed.data['workingHours.office'],
				kindergarten: parsed.data['workingHours.kindergarten']
			}
		});
		return { saved: 'hours' };
	}),
	requests: action(async (event, form) => {
		const parsed = parseForm(requests, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await saved(event, form, parsed.data);
		return { saved: 'requests' };
	}),
	retention: action(async (event, form) => {
		const parsed = parseForm(retention, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await saved(event, form, parsed.data);
		return { saved: 'retention' };
	}),
	lead: action(async (event, form) => {
		const parsed = parseForm(lead, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await saved(event, form, {
			leadHours: {
				degraded: parsed.data['leadHours.degraded'],
				unavailable: parsed.data['leadHours.unavailable'],
				critical: parsed.data['leadHours.critical']
			}
		});
		return { saved: 'lead' };
	}),
	status: action(async (event, form) => {
		await saved(event, form, { statusPage: form.get('statusPage') === 'yes' });
		return { saved: 'status' };
	})
};
