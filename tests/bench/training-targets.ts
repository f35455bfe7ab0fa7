import { findActor } from '#lib/server/auth/actor-row.ts';
import { systemClock } from '#lib/server/clock.ts';
import type { OpenDatabase } from '#lib/server/db/client.ts';
import { startAttempt } from '#lib/server/training/reading/start-attempt.ts';
import type { Target } from './measure.ts';
import { signedIn } from './signed-in.ts';

/** More answers than one run saves: the first to a question stands, another would write nothing. */
const ATTEMPTS = 8000;

type Learner = {
	id: string;
	slug: string;
	page: string;
	quizId: string;
	quizPage: string;
	question: string;
};

/** Somebody who has to do a module with a quiz and has not tried it; the first page of the module. */
async function findLearner({ sql }: OpenDatabase, besides?: Learner): Promise<Learner> {
	const [found] = await sql<Learner[]>`
		select o.person_id as id, m.slug, first.page_id as page, q.value ->> 'id' as "quizId",
			q.value ->> 'pageId' as "quizPage", '' as question
		from obligation o
		join person p on p.id = o.person_id and p.locale = 'et'
		join training_module m on m.id = o.module_id and m.key like 'load-%'
		join training_text t on t.edition_id = m.edition_id and t.locale = 'et'
		cross join lateral jsonb_array_elements(t.quizzes) q
		join lateral (
			select page_id from training_page g
			where g.edition_id = m.edition_id and g.locale = 'et' order by g.position limit 1
		) first on true
		where o.closed_at is null and o.person_id is distinct from ${besides?.id ?? null}::uuid
			and not exists (select from quiz_attempt a where a.person_id = o.person_id) and jsonb_array_length(q.value -> 'questions') > 1
		order by o.person_id, m.slug limit 1`;
	if (!found) throw new Error('Nobody has training to do: let the bench fill another folder.');
	return found;
}

/** Open attempts of one person at one quiz, so many that each answer of the bench is a first one. */
async function openAttempts(open: OpenDatabase, learner: Learner): Promise<string[]> {
	const actor = await findActor(open.db, learner.id, new Date());
	if (!actor) throw new Error('The learner of the bench is gone.');
	const quiz = { slug: learner.slug, quizId: learner.quizId, locale: 'et' as const };
	const { attemptId } = await startAttempt(open.db, actor, quiz, systemClock, Math.random);
	const [chosen] = await open.sql<{ question: string }[]>`
		select q.value ->> 'id' as question
		from quiz_attempt a cross join lateral jsonb_array_elements(a.questions) q
		where a.id = ${attemptId} and q.value ->> 'kind' <> 'fill' limit 1`;
	if (!chosen) throw new Error('The quiz of the bench has nothing to choose from.');
	learner.question = chosen.question;
	const made = await open.sql<{ id: string }[]>`
		insert into quiz_attempt (id, person_id, module_id, edition_id, quiz_id, number, locale, questions,
			started_at)
		select gen_random_uuid(), a.person_id, a.module_id, a.edition_id, a.quiz_id, last.number + n, a.locale,
			a.questions, a.started_at
		from quiz_attempt a
		cross join lateral (
			select max(number) as number from quiz_attempt b
			where (b.person_id, b.module_id, b.quiz_id) = (a.person_id, a.module_id, a.quiz_id)
		) last
		cross join generate_series(1, ${ATTEMPTS}::int) n
		where a.id = ${attemptId} returning id`;
	return made.map(({ id }) => id);
}

async function findManager({ sql }: OpenDatabase): Promise<{ id: string }> {
	const [found] = await sql<{ id: string }[]>`
		select manager_id as id from person where manager_id is not null and status = 'active'
		group by manager_id order by count(*) desc, manager_id limit 1`;
	if (!found) throw new Error('Nobody has people to look after.');
	return found;
}

/** So many modules, told by their links. */
const modules = (count: number) => new RegExp(`(?:href="/training/load-\\d+[^]*?){${count}}`);

/** What is measured of training: reading, the own list, a manager's people, and saving an answer. */
export async function trainingTargets(open: OpenDatabase, origin: string): Promise<Target[]> {
	const learner = await findLearner(open);
	// Somebody else: nobody has thousands of attempts, and a module's page reads the reader's own.
	const tested = await findLearner(open, learner);
	const own = await signedIn(open, learner, origin);
	const head = await signedIn(open, await findManager(open), origin);
	const answering = await signedIn(open, tested, origin);
	const attempts = await openAttempts(open, tested);
	const place = `/training/${learner.slug}`;
	let turn = 0;
	const page = (name: string, path: string, expect: Target['expect'], headers = own): Target => ({
		...{ name, origin, path, headers, expect },
		status: 200
	});
	return [
		page('module page', `${place}/${encodeURIComponent(learner.page)}`, [place, '<article']),
		page('my training', '/training', [modules(4)]),
		page("my people's training", '/training/people', [modules(20)], head),
		{
			name: 'saving an answer',
			origin,
			path: `/training/${tested.slug}/${encodeURIComponent(tested.quizPage)}?/answer`,
			headers: { ...answering, 'content-type': 'application/x-www-form-urlencoded' },
			status: 303,
			expect: [/[?&]answered=/],
			written: async () => {
				const [row] = await open.sql<{ n: number }[]>`
					select count(*)::int as n from quiz_attempt
					where person_id = ${tested.id} and answers <> '{}'`;
				return row?.n ?? 0;
			},
			body: () => {
				turn = (turn + 1) % attempts.length;
				const attempt = attempts[turn] ?? '';
				return new URLSearchParams({
					attempt,
					question: tested.question,
					chosen: '0'
				}).toString();
			}
		}
	];
}
