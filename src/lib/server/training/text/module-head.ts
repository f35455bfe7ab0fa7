import * as v from 'valibot';
import { locales } from '#lib/i18n/localized.ts';
import { parseAudience } from '#lib/training/audience.ts';
import { CHANGES, COMPLETIONS } from '#lib/training/module-text.ts';

/** Small letters, digits and hyphens: keys of modules and names of folders. */
export const moduleSlug = v.pipe(
	v.string(),
	v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'small-letters-and-hyphens')
);

const words = v.pipe(v.string('text'), v.trim(), v.nonEmpty('text'));
const names = v.array(words, '[a, b]');
const whole = (least: number, most: number) =>
	v.pipe(
		v.number(`${least}–${most}`),
		v.integer(`${least}–${most}`),
		v.minValue(least, `${least}–${most}`),
		v.maxValue(most, `${least}–${most}`)
	);

const AUDIENCE =
	'everyone, holders, new-employees, unit:CODE, role:ROLE, product:SLUG, system:SLUG, person:E-MAIL';
const audience = v.pipe(
	v.string(AUDIENCE),
	v.check((word) => parseAudience(word) !== undefined, AUDIENCE)
);

const days = v.pipe(
	v.string('P14D, P2W'),
	v.regex(/^P[1-9]\d{0,3}[DW]$/, 'P14D, P2W'),
	v.transform((period) => Number(period.slice(1, -1)) * (period.endsWith('W') ? 7 : 1))
);

const validity = v.pipe(
	v.string('P12M, P2Y, P90D'),
	v.regex(/^P[1-9]\d{0,3}[DWMY]$/, 'P12M, P2Y, P90D'),
	v.transform((period) => {
		const count = Number(period.slice(1, -1));
		if (period.endsWith('Y')) return `P${count * 12}M`;
		return period.endsWith('W') ? `P${count * 7}D` : period;
	})
);

const hours = v.pipe(
	v.string('PT24H, P1D'),
	v.regex(/^P(?:T\d{1,3}H|\d{1,2}D)$/, 'PT24H, P1D'),
	v.transform((period) =>
		period.endsWith('H') ? Number(period.slice(2, -1)) : Number(period.slice(1, -1)) * 24
	)
);

/** What stands above the text in the language the others are translated from. */
export const sourceHead = v.strictObject({
	id: moduleSlug,
	title: words,
	summary: v.optional(v.pipe(v.string('text'), v.trim()), ''),
	source: v.picklist(locales, locales.join(', ')),
	version: v.pipe(v.string('"1.0.0"'), v.regex(/^\d+\.\d+\.\d+$/, '"1.0.0"')),
	change: v.picklist(CHANGES, CHANGES.join(', ')),
	changeNote: v.optional(v.pipe(v.string('text'), v.trim()), ''),
	minutes: v.optional(whole(1, 1000)),
	software: v.optional(names, []),
	audience: v.optional(v.array(audience, '[a, b]'), []),
	prerequisites: v.optional(v.array(moduleSlug, '[a, b]'), []),
	due: v.optional(days),
	validity: v.optional(validity),
	completion: v.optional(v.picklist(COMPLETIONS, COMPLETIONS.join(', '))),
	passMark: v.optional(whole(0, 100), 80),
	attempts: v.optional(whole(1, 100)),
	/** Pause after the last of `attempts`, before there are as many again. */
	wait: v.optional(hours),
	reviewBy: v.optional(v.pipe(v.string('2027-06-01'), v.isoDate('2027-06-01'))),
	owner: v.optional(v.pipe(v.string('text'), v.trim()), '')
});

export type SourceHead = v.InferOutput<typeof sourceHead>;

/** What stands above a translation; everything else is said once, in the source. */
export const translationHead = v.strictObject({
	id: moduleSlug,
	title: words,
	summary: v.optional(v.pipe(v.string('text'), v.trim()), ''),
	changeNote: v.optional(v.pipe(v.string('text'), v.trim()), ''),
	sourceHash: v.optional(
		v.pipe(v.string('sha256:…'), v.regex(/^(sha256|md5):[0-9a-f]*$/, 'sha256:…'))
	)
});

export type TranslationHead = v.InferOutput<typeof translationHead>;

/** Hours to wait after the last attempt where attempts are limited and nobody said. */
export const DEFAULT_WAIT_HOURS = 24;
