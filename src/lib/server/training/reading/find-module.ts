import { sql, type SQL } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import type { AskedQuestion, GivenAnswers } from '#lib/training/attempt.ts';
import type { ModuleFacts, ModuleMedia, PageBlock } from '#lib/training/module-text.ts';
import { notFound } from '#lib/errors.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { changeToRead, completion, obligation } from '../duty/tables.ts';
import { trainingEdition, trainingModule, trainingPage, trainingText } from '../modules/tables.ts';
import { pageRead, quizAttempt, readingPlace } from './tables.ts';

/** A page of the edition in force in one of the two languages that matter: the reader's and the source's. */
export type FoundPage = {
	id: string;
	locale: Locale;
	position: number;
	title: string;
	minutes: number;
	hash: string;
};
export type FoundBlocks = { id: string; locale: Locale; blocks: PageBlock[] };

/** A quiz as its page announces it; nothing of its questions. */
export type FoundQuiz = { id: string; pageId: string; pick: number | null; count: number };

/** A person's attempt. Questions come only with the latest at each quiz of the page that is shown. */
export type FoundAttempt = {
	id: string;
	quizId: string;
	number: number;
	editionId: string;
	locale: Locale;
	startedAt: string;
	finishedAt: string | null;
	score: number | null;
	passed: 'yes' | 'no' | null;
	questions: AskedQuestion[] | null;
	answers: GivenAnswers;
};

/** A module as one person finds it: the edition in force, and what they have done of it. */
export type FoundModule = {
	id: string;
	slug: string;
	active: boolean;
	editionId: string;
	version: string;
	publishedAt: string;
	facts: ModuleFacts;
	media: ModuleMedia[];
	texts: { locale: Locale; title: string; summary: string; changeNote: string; stale: boolean }[];
	pages: FoundPage[];
	/** Blocks of the page asked for, or of all pages. */
	shown: FoundBlocks[];
	quizzes: FoundQuiz[];
	/** Practice steps by their page; only where no blocks are asked for. */
	practices: { pageId: string; event: string }[];
	reads: { pageId: string; readAt: string }[];
	place: { pageId: string; startedAt: string; at: string } | null;
	attempts: FoundAttempt[];
	/** What a newer minor edition changed for somebody who did an older one. */
	change: FoundChange | null;
};

export type FoundChange = {
	id: string;
	fromEditionId: string;
	createdAt: string;
	dueOn: string | null;
	doneAt: string;
	/** Pages of the edition that was done, in the same two languages. */
	pages: { id: string; locale: Locale; title: string; hash: string }[];
	/** Blocks of the page asked for, or of all pages, in that edition. */
	shown: FoundBlocks[];
};

export type FindModuleInput = {
	slug: string;
	personId: string;
	/** The language the reader wants. */
	locale: Locale;
	/** Whose blocks are wanted: a page, all of them, or none. */
	blocks: { page: string } | 'all' | 'none';
};

/**
 * Everything a page of a module shows to one person, in one query. Everybody who is signed in may read every active
 * module; one that is no longer offered is found by those who have begun it, have to do it or have done it. Throws
 * NotFound otherwise.
 */
export async function findModule(db: DbOrTx, input: FindModuleInput): Promise<FoundModule> {
	const [row] = await db.execute<FoundModule>(moduleQuery(input));
	if (!row) throw notFound();
	return row;
}

const list = (rows: SQL) =>
	sql`(select coalesce(jsonb_agg(to_jsonb(one)), '[]') from (${rows}) one)`;

function moduleQuery({ slug, personId, locale, blocks }: FindModuleInput): SQL {
	const person = sql`${personId}::uuid`;
	const inLanguage = (column: SQL) => sql`${column} in (${locale}, e.facts ->> 'source')`;
	const page =
		blocks === 'none' ? sql`false` : blocks === 'all' ? sql`true` : sql`p.page_id = ${blocks.page}`;
	const shown = (edition: SQL) =>
		list(sql`select p.page_id as id, p.locale, p.blocks from ${trainingPage} p
			where p.edition_id = ${edition} and ${inLanguage(sql`p.locale`)} and ${page}
			order by p.position`);
	const mine = (table: SQL) =>
		sql`exists (select from ${table} x where x.person_id = ${person} and x.module_id = m.id)`;
	return sql`
		select m.id, m.slug, m.active, e.id as "editionId", e.version, e.published_at as "publishedAt",
			e.facts, e.media,
			${list(sql`select t.locale, t.title, t.summary, t.change_note as "changeNote", t.stale
				from ${trainingText} t
				where t.edition_id = e.id`)} as texts,
			${list(sql`select p.page_id as id, p.locale, p.position, p.title, p.minutes, p.hash
				from ${trainingPage} p where p.edition_id = e.id and ${inLanguage(sql`p.locale`)}
				order by p.position`)} as pages,
			${shown(sql`e.id`)} as shown,
			${quizzes} as quizzes,
			${blocks === 'none' ? practices : sql`'[]'::jsonb`} as practices,
			${list(sql`select r.page_id as "pageId", r.read_at as "readAt" from ${pageRead} r
				where r.person_id = ${person} and r.module_id = m.id`)} as reads,
			(select jsonb_build_object('pageId', l.page_id, 'startedAt', l.started_at, 'at', l.at)
				from ${readingPlace} l where l.person_id = ${person} and l.module_id = m.id) as place,
			${attempts(person, blocks === 'none' ? sql`false` : sql`true`)} as attempts,
			(select jsonb_build_object('id', c.id, 'fromEditionId', c.from_edition_id,
				'createdAt', c.created_at, 'dueOn', c.due_on,
				'doneAt', (select d.completed_at from ${completion} d where d.id = c.completion_id),
				'pages', ${list(sql`select p.page_id as id, p.locale, p.title, p.hash
					from ${trainingPage} p
					where p.edition_id = c.from_edition_id and ${inLanguage(sql`p.locale`)}
					order by p.position`)},
				'shown', ${shown(sql`c.from_edition_id`)})
				from ${changeToRead} c
				where c.person_id = ${person} and c.module_id = m.id and c.read_at is null) as change
		from ${trainingModule} m join ${trainingEdition} e on e.id = m.edition_id
		where m.slug = ${slug} and (m.active or ${mine(sql`${readingPlace}`)}
			or ${mine(sql`${obligation}`)} or ${mine(sql`${completion}`)})`;
}

const quizzes = list(sql`select q ->> 'id' as id, q ->> 'pageId' as "pageId", q -> 'pick' as pick,
	jsonb_array_length(q -> 'questions') as count
	from ${trainingText} t, jsonb_array_elements(t.quizzes) q
	where t.edition_id = e.id and t.locale = e.facts ->> 'source'`);

const practices = list(sql`select p.page_id as "pageId", b ->> 'event' as event
	from ${trainingPage} p, jsonb_array_elements(p.blocks) b
	where p.edition_id = e.id and p.locale = e.facts ->> 'source' and b ->> 'kind' = 'practice'`);

/** The latest attempt at each quiz comes whole, the others without their questions. */
function attempts(person: SQL, whole: SQL): SQL {
	return list(sql`select a.id, a.quiz_id as "quizId", a.number, a.edition_id as "editionId",
		a.locale, a.started_at as "startedAt", a.finished_at as "finishedAt", a.score, a.passed,
		case when ${whole} and a.number = max(a.number) over (partition by a.quiz_id)
			then a.questions end as questions, a.answers
		from ${quizAttempt} a where a.person_id = ${person} and a.module_id = m.id
		order by a.quiz_id, a.number`);
}
