import * as v from 'valibot';
import { DEFAULT_LEAD_HOURS } from '#lib/notices/lead-time.ts';
import { CONFIRM_WITHIN_WORKING_DAYS } from '#lib/requests/statuses.ts';
import { parseWorkingHours } from '#lib/working-time/hours.ts';
import { DEFAULT_WORKING_HOURS } from '#lib/working-time/place-hours.ts';

const line = v.pipe(v.string(), v.trim(), v.maxLength(200, 'errors_text_long'));
const written = v.pipe(line, v.nonEmpty('errors_required'));

/** A text in three languages, of which English may be left out. */
const localized = v.object({ et: written, ru: written, en: v.optional(line) });
const localizedMaybe = v.object({ et: line, ru: line, en: v.optional(line) });

const weekHours = v.pipe(
	written,
	v.check((text) => {
		try {
			parseWorkingHours(text);
			return true;
		} catch {
			return false;
		}
	}, 'admin_hours_unreadable')
);

const phone = v.pipe(line, v.regex(/^(\+?[\d\s()/-]{3,30})?$/, 'admin_phone_unreadable'));
const mail = v.pipe(
	line,
	v.check(
		(text) => text === '' || v.is(v.pipe(v.string(), v.email()), text),
		'admin_mail_unreadable'
	)
);

const hours = v.pipe(
	v.number(),
	v.integer('errors_invalid'),
	v.minValue(0, 'errors_invalid'),
	v.maxValue(8760, 'errors_invalid')
);

/** What administrators set in the portal: shape of each value. */
export const SETTING_SHAPES = {
	organisationName: localized,
	itPhone: phone,
	itMail: mail,
	/** When the telephone is answered, in words. */
	phoneHours: localizedMaybe,
	/** Working hours by the kind that places bear: `Mo-Fr 08:00-17:00`. */
	workingHours: v.object({ office: weekHours, kindergarten: weekHours }),
	/** Working days after which a fulfilled request confirms itself, and within which it reopens. */
	confirmDays: v.pipe(
		v.number(),
		v.integer('errors_invalid'),
		v.minValue(1, 'errors_invalid'),
		v.maxValue(60, 'errors_invalid')
	),
	/** Years for which the name of somebody who left is kept: source documents of the accounts are kept for seven. */
	retentionYears: v.pipe(
		v.number(),
		v.integer('errors_invalid'),
		v.minValue(1, 'errors_invalid'),
		v.maxValue(75, 'errors_invalid')
	),
	/** Hours before the start by which those affected by a notice are told. */
	leadHours: v.object({ degraded: hours, unavailable: hours, critical: hours }),
	/** Notices marked public can be seen without signing in. */
	statusPage: v.boolean()
} as const;

export type SettingKey = keyof typeof SETTING_SHAPES;
export type Settings = { [K in SettingKey]: v.InferOutput<(typeof SETTING_SHAPES)[K]> };

/** What holds until an administrator says otherwise. */
export const DEFAULT_SETTINGS: Settings = {
	organisationName: { et: 'Abilaud', ru: 'Abilaud', en: 'Abilaud' },
	itPhone: '',
	itMail: '',
	phoneHours: { et: '', ru: '', en: '' },
	workingHours: DEFAULT_WORKING_HOURS,
	confirmDays: CONFIRM_WITHIN_WORKING_DAYS,
	retentionYears: 7,
	leadHours: DEFAULT_LEAD_HOURS,
	statusPage: false
};
