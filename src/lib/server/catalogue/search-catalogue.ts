import { and, desc, eq, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { ServiceIconName } from '#lib/catalogue/service-icons.ts';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { anyWord, SENTENCE, wordQueries } from '#lib/server/search/search-query.ts';
import { searchWords } from '#lib/server/search/words.ts';
import { onCurrentVersion } from './current-version.ts';
import { readingMinutes } from './find-answers.ts';
import { listedColumns, visibleServices } from './list-services.ts';
import { answer, service, serviceVersion } from './tables.ts';

/** Something that may help with what was typed: a service to ask for, or an answer that saves asking. */
export type CatalogueHit =
	| { kind: 'service'; slug: string; title: string; summary: string; icon: ServiceIconName }
	| { kind: 'answer'; slug: string; title: string; minutes: number };

/** How alike two words have to be to count as one mistyped: 0 not at all, 1 the same. */
const alike = 0.5;
/** What is less than this part as fitting as the best hit is left out. */
const leastPart = 0.15;
/**
 * Nearly every text holds a word of a sentence, and nearly every word is like some other: a hit then needs two of its
 * words, or a longer one in its title or keywords, and to fit at least half as well as the best.
 */
const leastPartInSentence = 0.5;
const alikeInSentence = 0.6;
const longWord = 5;

/**
 * What fits the words somebody types while looking for help, best first: any of the words, bent as they are in
 * Estonian, Russian or English, begun or mistyped. Only services this person may see. At most `limit` of each kind.
 * Services and answers are read in one query.
 */
export async function searchCatalogue(
	db: DbOrTx,
	actor: Actor,
	text: string,
	limit = 6,
	locale: Locale = actor.locale
): Promise<CatalogueHit[]> {
	const words = meaningful(searchWords(text));
	const query = anyWord(words.join(' '));
	if (!query) return [];
	const [found] = await db.execute<{ services: FittingService[]; answers: FittingAnswer[] }>(sql`
		select ${rowsOf(findServices(db, query, words))} as services,
			${rowsOf(findFittingAnswers(db, query, words, locale, limit))} as answers`);
	const { services = [], answers = [] } = found ?? {};
	const visible = await visibleServices(db, actor, services, locale);
	const hits = [
		...visible.slice(0, limit).map(({ slug, title, summary, icon, score }) => ({
			score,
			hit: { kind: 'service' as const, slug, title, summary, icon }
		})),
		...answers.map(({ score, slug, title, minutes }) => ({
			score,
			hit: { kind: 'answer' as const, slug, title: localize(title, locale), minutes }
		}))
	];
	const least = words.length < SENTENCE ? leastPart : leastPartInSentence;
	const best = Math.max(0, ...hits.map((one) => one.score));
	return hits
		.filter((one) => one.score >= best * least)
		.sort((a, b) => b.score - a.score)
		.map((one) => one.hit);
}

/** Very short words ("ei", "на") say something only when nothing longer was typed. */
function meaningful(words: string[]): string[] {
	const long = words.filter((word) => word.length > 2);
	return long.length > 0 ? long : words;
}

type FittingService = Awaited<ReturnType<typeof findServices>>[number];
type FittingAnswer = Awaited<ReturnType<typeof findFittingAnswers>>[number];

/** The rows of a query as one value of another. */
const rowsOf = (query: SQLWrapper) =>
	sql`(select coalesce(json_agg(to_json(one)), '[]') from ${query} one)`;

function findServices(db: DbOrTx, query: SQL, words: string[]) {
	const plain = sql`${service.title}::text || ' ' || (${serviceVersion.definition} ->> 'keywords')`;
	const likeness = likenessOf(words, plain);
	const score = sql<number>`ts_rank(${service.search}, ${query}) + ${likeness} * 0.5`.as('score');
	return db
		.select({ ...listedColumns, score })
		.from(service)
		.innerJoin(serviceVersion, onCurrentVersion)
		.where(and(eq(service.active, true), fits(service.search, { query, words, likeness })))
		.orderBy(desc(score), service.slug);
}

function findFittingAnswers(
	db: DbOrTx,
	query: SQL,
	words: string[],
	locale: Locale,
	limit: number
) {
	const plain = sql`${answer.title}::text || ' ' || ${answer.keywords}::text`;
	const likeness = likenessOf(words, plain);
	const score = sql<number>`ts_rank(${answer.search}, ${query}) + ${likeness} * 0.5`.as('score');
	const minutes = readingMinutes(locale).as('minutes');
	return db
		.select({ slug: answer.slug, title: answer.title, minutes, score })
		.from(answer)
		.where(and(eq(answer.active, true), fits(answer.search, { query, words, likeness })))
		.orderBy(desc(score), answer.slug)
		.limit(limit);
}

type Wanted = { query: SQL; words: string[]; likeness: SQL };

function fits(vector: SQLWrapper, { query, words, likeness }: Wanted): SQL | undefined {
	if (words.length < SENTENCE) return or(sql`${vector} @@ ${query}`, sql`${likeness} >= ${alike}`);
	const queries = wordQueries(words);
	const held = queries.map((one) => sql`(${vector} @@ ${one})::int`);
	const telling = queries.filter((_, n) => (words[n]?.length ?? 0) >= longWord);
	return or(
		sql`${sql.join(held, sql` + `)} >= 2`,
		telling.length > 0
			? sql`ts_filter(${vector}, '{a,b}') @@ (${sql.join(telling, sql` || `)})`
			: undefined,
		sql`${likeness} >= ${alikeInSentence}`
	);
}

/** How alike the most alike of the longer words is to some word of the text. */
function likenessOf(words: string[], plain: SQL): SQL {
	const long = words.filter((word) => word.length >= 4);
	if (long.length === 0) return sql`0::real`;
	// In a sentence a word that is only the beginning of another is a word of its own.
	const alikeness = sql.raw(words.length < SENTENCE ? 'word_similarity' : 'strict_word_similarity');
	const each = long.map((word) => sql`${alikeness}(${word}, lower(${plain}))`);
	return sql`greatest(${sql.join(each, sql`, `)})`;
}
