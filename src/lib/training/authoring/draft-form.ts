import * as v from 'valibot';
import { locales } from '#lib/i18n/localized.ts';

/** A language of a module. */
export const localeSchema = v.picklist(locales, 'errors_choose');

/** As long as the reader takes. In characters. */
const LONGEST = 2_000_000;
const text = v.optional(v.pipe(v.string(), v.maxLength(LONGEST, 'authoring_too_long')), '');

/** The three texts of a module, front matter and all. */
export const textsSchema = v.object({ et: text, ru: text, en: text });
