import { sql } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import type { ModuleFacts } from '#lib/training/module-text.ts';
import { whatCompletes } from '#lib/training/what-completes.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { trainingEdition, trainingModule, trainingPage, trainingText } from '../modules/tables.ts';
import { LASTING_EVENT } from '#lib/training/practice-events.ts';
import { pageRead, practiceHappening, quizAttempt, readingPlace } from '../reading/tables.ts';
import { readMoment } from './sql-values.ts';

/** A passed attempt as a completion keeps it. */
export type PassedAttempt = {
	quizId: string;
	number: number;
	score: number;
	locale: Locale;
	finishedAt: string;
	questions: unknown;
	answers: unknown;
};

/** What somebody has done of the edition in force within a cycle. */
export type CycleWork = {
	personName: string;
	moduleKey: string;
	moduleTitles: Partial<Record<Locale, string>>;
	editionId: string;
	version: string;
	hash: string;
	facts: ModuleFacts;
	startedAt: Date | null;
	pages: number;
	pagesRead: number;
	quizIds: string[];
	/** The best passed attempt at each quiz. */
	passed: PassedAttempt[];
	/** Practice steps whose event has not happened yet. */
	practicesLeft: number;
	practices: number;
};

/**
 * What a person has done of a module's edition in force since a moment (`null`: ever). Pages count by their stable
 * id and quizzes by theirs, whatever edition and language they were read in. Undefined for a module without an
 * edition and for somebody who has left.
 */
export async function findCycleWork(
	tx: Tx,
	personId: string,
	moduleId: string,
	since: Date | null
): Promise<CycleWork | undefined> {
	const from = sql`coalesce(${since?.toISOString() ?? null}::timestamptz, '-infinity')`;
	const [row] = await tx.execute<Omit<CycleWork, 'startedAt'> & { startedAt: string | null }>(sql`
		with ours as (
			select m.id, m.key, m.titles, e.id as edition_id, e.version, e.hash, e.facts,
				e.facts->>'source' as source
			from ${trainingModule} m join ${trainingEdition} e on e.id = m.edition_id
			where m.id = ${moduleId}::uuid
		), quiz as (
			select q->>'id' as id from ours join ${trainingText} t
				on t.edition_id = ours.edition_id and t.locale = ours.source,
			jsonb_array_elements(t.quizzes) q
		), practice as (
			select b->>'event' as event from ours join ${trainingPage} g
				on g.edition_id = ours.edition_id and g.locale = ours.source,
			jsonb_array_elements(g.blocks) b where b->>'kind' = 'practice'
		)
		select p.name as "personName", ours.key as "moduleKey", ours.titles as "moduleTitles",
			ours.edition_id as "editionId", ours.version, ours.hash, ours.facts,
			place.started_at as "startedAt",
			(select count(*)::int from ${trainingPage} g
				where g.edition_id = ours.edition_id and g.locale = ours.source) as pages,
			(select count(*)::int from ${trainingPage} g join ${pageRead} r on r.page_id = g.page_id
				and r.module_id = ours.id and r.person_id = p.id and r.read_at >= ${from}
				where g.edition_id = ours.edition_id and g.locale = ours.source) as "pagesRead",
			(select coalesce(jsonb_agg(id), '[]') from quiz) as "quizIds",
			(select coalesce(jsonb_agg(to_jsonb(best)), '[]') from (
				select distinct on (a.quiz_id) a.quiz_id as "quizId", a.number, a.score, a.locale,
					a.finished_at as "finishedAt", a.questions, a.answers
				from ${quizAttempt} a
				where a.person_id = p.id and a.module_id = ours.id and a.passed = 'yes'
					and a.started_at >= ${from} and a.quiz_id in (select id from quiz)
				order by a.quiz_id, a.score desc, a.number
			) best) as passed,
			(select count(*)::int from practice) as practices,
			(select count(*)::int from practice where not exists (
				select from ${auditEntry} happened
				where happened.actor_id = p.id and happened.action = practice.event
					and (practice.event = ${LASTING_EVENT} or happened.at >= greatest(place.started_at, ${from}))
			) and not exists (
				select from ${practiceHappening} happened
				where happened.person_id = p.id and happened.event = practice.event
					and happened.at >= greatest(place.started_at, ${from})
			)) as "practicesLeft"
		from ours join ${person} p on p.id = ${personId}::uuid and p.status = 'active'
		left join ${readingPlace} place on place.person_id = p.id and place.module_id = ours.id`);
	return row && { ...row, startedAt: readMoment(row.startedAt) };
}

/** How much of it is done, 0 to 100: pages, quizzes and practice steps together, whole only when all is done. */
export function percentOf(work: CycleWork): number {
	const all = work.pages + work.quizIds.length + work.practices;
	const done = work.pagesRead + work.passed.length + work.practices - work.practicesLeft;
	return all === 0 ? 0 : Math.floor((100 * Math.min(done, all)) / all);
}

/** Is it done: practice steps always, and what completes the module? */
export function isDone(work: CycleWork): boolean {
	const needed = whatCompletes(work.facts.completion, work.quizIds.length);
	if (work.practicesLeft > 0 || needed === null) return false;
	if (needed === 'quizzes') return work.passed.length >= work.quizIds.length;
	return work.pages > 0 && work.pagesRead >= work.pages;
}
