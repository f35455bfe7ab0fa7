import { and, asc, arrayContains, eq, sql } from 'drizzle-orm';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import { notFound } from '#lib/errors.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { answer } from './tables.ts';

/** An answer as it is offered: how long it takes to read, in minutes. */
export type OfferedAnswer = { slug: string; title: string; minutes: number };

/** Letters that people read in a minute. */
const lettersPerMinute = 1000;

/** Minutes to read the text in this language; at least one. */
export const readingMinutes = (locale: Locale) =>
	sql<number>`greatest(1, round(length(coalesce(${answer.body} ->> ${locale}, ${answer.body} ->> 'et'))
		/ ${lettersPerMinute}::numeric))::int`.mapWith(Number);

/** The answers offered beside a service, by title. Everybody may read answers. */
export async function findAnswers(
	db: DbOrTx,
	options: { service: string; locale: Locale; limit?: number }
): Promise<OfferedAnswer[]> {
	const rows = await db
		.select({ slug: answer.slug, title: answer.title, minutes: readingMinutes(options.locale) })
		.from(answer)
		.where(and(eq(answer.active, true), arrayContains(answer.services, [options.service])))
		.orderBy(asc(answer.slug))
		.limit(options.limit ?? 5);
	return rows.map((row) => ({ ...row, title: localize(row.title, options.locale) }));
}

/** An answer to read: HTML is safe to show as it is. */
export type AnswerPage = {
	slug: string;
	title: string;
	html: string;
	updatedAt: Date;
	services: string[];
};

/** The answer by slug in this language. Throws NotFound when it is gone or hidden. */
export async function getAnswer(db: DbOrTx, slug: string, locale: Locale): Promise<AnswerPage> {
	const [found] = await db
		.select({
			slug: answer.slug,
			title: answer.title,
			html: answer.html,
			updatedAt: answer.updatedAt,
			services: answer.services
		})
		.from(answer)
		.where(and(eq(answer.slug, slug), eq(answer.active, true)));
	if (!found) throw notFound();
	return { ...found, title: localize(found.title, locale), html: localize(found.html, locale) };
}
