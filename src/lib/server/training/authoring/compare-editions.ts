import { diffWordsWithSpace } from 'diff';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { forbidden, notFound } from '#lib/errors.ts';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { PageDifference, WordsPart } from '#lib/training/authoring/edition-difference.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { trainingEdition, trainingModule, trainingText } from '../modules/tables.ts';
import { splitPages } from '../text/split-pages.ts';

const reviewer = alias(person, 'reviewer');

/** The editions of a module, newest first, with what is new in the reader's language. Authors, the desk, auditors. Throws Forbidden, NotFound. */
export async function listEditions(db: DbOrTx, actor: Actor, key: string) {
	if (!can(actor, 'training.overview')) throw forbidden();
	const rows = await db
		.select({
			id: trainingEdition.id,
			number: trainingEdition.number,
			version: trainingEdition.version,
			change: trainingEdition.change,
			changeNote: sql<
				string | null
			>`coalesce(nullif(${trainingText.changeNote}, ''), ${trainingEdition.changeNote})`,
			publishedAt: trainingEdition.publishedAt,
			publishedBy: person.name,
			reviewedBy: reviewer.name,
			hash: trainingEdition.hash,
			isCurrent: eq(trainingEdition.id, trainingModule.editionId)
		})
		.from(trainingModule)
		.leftJoin(trainingEdition, eq(trainingEdition.moduleId, trainingModule.id))
		.leftJoin(
			trainingText,
			and(eq(trainingText.editionId, trainingEdition.id), eq(trainingText.locale, actor.locale))
		)
		.leftJoin(person, eq(person.id, trainingEdition.publishedById))
		.leftJoin(reviewer, eq(reviewer.id, trainingEdition.reviewedById))
		.where(eq(trainingModule.key, key))
		.orderBy(desc(trainingEdition.number));
	if (rows.length === 0) throw notFound();
	return rows.flatMap(({ id, number, version, change, changeNote, publishedAt, hash, ...row }) => {
		const isThere = id !== null && number !== null && version !== null && change !== null;
		if (!isThere || changeNote === null || publishedAt === null || hash === null) return [];
		const own = { id, number, version, change, changeNote, publishedAt, hash };
		return [{ ...own, ...row, isCurrent: row.isCurrent === true }];
	});
}

export type EditionLine = Awaited<ReturnType<typeof listEditions>>[number];

/**
 * What differs between two editions of a module in one language: page by page, word by word. Pages that are the same are
 * left out. Authors and administrators: the text says what is right in its questions, which nobody else is told before
 * they have answered. Throws Forbidden, NotFound when one of them is not the module's.
 */
export async function compareEditions(
	db: DbOrTx,
	actor: Actor,
	input: { key: string; from: string; to: string; locale: Locale }
): Promise<{ locales: Locale[]; pages: PageDifference[] }> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const texts = await db
		.select({
			editionId: trainingText.editionId,
			locale: trainingText.locale,
			title: trainingText.title,
			summary: trainingText.summary,
			body: trainingText.body
		})
		.from(trainingText)
		.innerJoin(trainingEdition, eq(trainingEdition.id, trainingText.editionId))
		.innerJoin(trainingModule, eq(trainingModule.id, trainingEdition.moduleId))
		.where(
			and(
				eq(trainingModule.key, input.key),
				inArray(trainingText.editionId, [input.from, input.to])
			)
		);
	const ofEdition = (id: string) => texts.filter((text) => text.editionId === id);
	if (ofEdition(input.from).length === 0 || ofEdition(input.to).length === 0) throw notFound();
	const pagesOf = (id: string) => {
		const text = ofEdition(id).find((one) => one.locale === input.locale);
		return text ? readPages(text) : new Map<string, Page>();
	};
	return {
		locales: locales.filter((locale) => texts.some((text) => text.locale === locale)),
		pages: differences(pagesOf(input.from), pagesOf(input.to))
	};
}

type Page = { title: string; words: string };

/** The pages of a body as they were written; the title and summary are a page of their own. */
function readPages(text: { title: string; summary: string; body: string }): Map<string, Page> {
	const lines = text.body.split('\n').map((line, at) => ({ text: line, file: '', line: at + 1 }));
	const pages = splitPages(lines).map((page): [string, Page] => {
		const title = page.heading ?? '';
		const words = page.lines.map((line) => line.text).join('\n');
		return [page.id ?? title, { title, words: words.trim() }];
	});
	return new Map([['', { title: '', words: `${text.title}\n${text.summary}`.trim() }], ...pages]);
}

function differences(before: Map<string, Page>, after: Map<string, Page>): PageDifference[] {
	const ids = [...new Set([...after.keys(), ...before.keys()])];
	return ids.flatMap((id): PageDifference[] => {
		const [old, now] = [before.get(id), after.get(id)];
		if (old && now && old.words === now.words && old.title === now.title) return [];
		const title = now?.title ?? old?.title ?? '';
		const kind = !old ? 'added' : now ? 'changed' : 'removed';
		return [{ id, title, kind, parts: compareWords(old?.words ?? '', now?.words ?? '') }];
	});
}

/** Unchanged lines this far from a change are shown, the rest is left out. */
const LINES_AROUND = 2;

function compareWords(before: string, after: string): WordsPart[] {
	const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
	// Two texts that have nothing in common are shown one after the other.
	if (!parts) return [part('removed', before), part('added', after)];
	return parts.map(({ added, removed, value }, index) => {
		if (added) return part('added', value);
		if (removed) return part('removed', value);
		return part('same', shortened(value, index > 0, index < parts.length - 1));
	});
}

const MOST_EDITS = 4000;

const part = (kind: WordsPart['kind'], words: string): WordsPart => ({ kind, words });

function shortened(words: string, keepStart: boolean, keepEnd: boolean): string {
	const lines = words.split('\n');
	if (lines.length <= 2 * LINES_AROUND + 2) return words;
	const start = keepStart ? lines.slice(0, LINES_AROUND + 1) : [];
	const end = keepEnd ? lines.slice(-LINES_AROUND - 1) : [];
	return [...start, '…', ...end].join('\n');
}
