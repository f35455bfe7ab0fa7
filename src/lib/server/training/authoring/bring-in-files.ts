import { forbidden, invalid } from '#lib/errors.ts';
import { isLocale, type Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { ModuleMedia, TextProblem } from '#lib/training/module-text.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';

import { storeMedia } from '../modules/store-media.ts';
import { readMedia } from '../text/read-media.ts';
import { reportInto } from '../text/report.ts';
import { refuseTakenSlug, insertDraft } from './begin-draft.ts';
import { cleanSvg } from './clean-svg.ts';
import type { Draft } from './draft.ts';
import { readDraft } from './read-draft.ts';

/** Files of one module as somebody picked them on their computer. */
export type BroughtFiles = { name: string; bytes: Uint8Array }[];

/** What files would become: nothing of it is kept yet. */
export type BroughtModule = {
	texts: Partial<Record<Locale, string>>;
	media: ModuleMedia[];
	problems: TextProblem[];
	/** Nothing that would keep it from being a draft: errors may be put right in the editor. */
	isWritable: boolean;
};

/**
 * Reads picked files as one module: `et.md`, `ru.md`, `en.md` are its texts, everything else lies beside them. Says all
 * that is wrong, and keeps nothing. Authors and administrators. Throws Forbidden.
 */
export async function readBroughtFiles(
	db: Db,
	actor: Actor,
	input: { slug: string; files: BroughtFiles }
): Promise<BroughtModule & { bytes: Map<string, Uint8Array> }> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const texts: Partial<Record<Locale, string>> = {};
	const beside: { name: string; bytes: Uint8Array }[] = [];
	const problems: TextProblem[] = [];
	const report = reportInto(problems);
	for (const { name, bytes } of input.files) {
		const locale = localeOf(name);
		if (locale) texts[locale] = new TextDecoder().decode(bytes);
		else if (/\.svg$/i.test(name)) {
			beside.push({ name, bytes: Buffer.from(cleanSvg(new TextDecoder().decode(bytes))) });
		} else beside.push({ name, bytes });
	}
	const media = [...readMedia({ slug: input.slug, media: beside }, report).values()];
	const read = await readDraft(db, { slug: input.slug, moduleId: null, files: texts, media });
	return {
		texts,
		media,
		problems: [...problems, ...read.problems],
		isWritable: Object.keys(texts).length > 0,
		bytes: new Map(beside.map(({ name, bytes }) => [name, bytes]))
	};
}

/**
 * Keeps picked files as a draft, to be looked at and published in the editor. Pictures and files that may not be kept are
 * left out. Authors and administrators. Recorded as `module.drafted`. Throws Forbidden, Invalid `authoring_no_texts` at
 * `files`, `authoring_slug_taken` or `authoring_slug_reserved` at `slug`.
 */
export async function keepBroughtFiles(
	db: Db,
	actor: Actor,
	input: { slug: string; files: BroughtFiles },
	clock: Clock = systemClock
): Promise<Draft> {
	const { texts, media, bytes, isWritable } = await readBroughtFiles(db, actor, input);
	if (!isWritable) throw invalid({ files: ['authoring_no_texts'] });
	return withTransaction(db, async (tx) => {
		await refuseTakenSlug(tx, input.slug);
		await storeMedia(tx, media, bytes, clock.now());
		return insertDraft(tx, actor, { moduleId: null, slug: input.slug, files: texts, media }, clock);
	});
}

/** `et.md`, also `phishing.et.md` or `et-EE.md`: the language that a file's name says. */
function localeOf(name: string): Locale | undefined {
	if (!/\.(md|markdown)$/i.test(name)) return undefined;
	const words = name
		.replace(/^.*[\\/]/, '')
		.toLowerCase()
		.split(/[.\-_]/);
	return words.find(isLocale);
}
