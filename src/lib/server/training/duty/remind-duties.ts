import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { daysApart, lastReminderDay } from '#lib/training/obligation-days.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { townDay } from '#lib/server/db/town-time.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { person } from '#lib/server/people/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { tellEach, type Untold } from './tell-duties.ts';
import { idArray, momentValue } from './sql-values.ts';
import { changeToRead, obligation } from './tables.ts';

/** The first reminder goes out so many days before the due day. */
const FIRST_DAYS_BEFORE = 14;
const PEOPLE_AT_ONCE = 500;

type Due = Untold & { id: string; dueOn: string; assignedOn: string; toldOn: string };

/**
 * The job `training.remind`, once a morning: reminds people 14, 7 and 1 days before the due day, on it, and every week
 * after; and tells line managers once a week how many of their people's are overdue. A day that was missed is made
 * up on the next; a second run on one day tells nobody anything. Modules that were taken out of use are not
 * mentioned.
 */
export const remindDuties: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	await remindPeople(db, at);
	await tellManagers(db, at);
};

async function remindPeople(db: Db, at: Date): Promise<void> {
	const today = isoDay(at);
	const due = (await listDue(db, today)).filter((one) => {
		const step = lastReminderDay(one.dueOn, today);
		return step !== undefined && step > one.toldOn && step > one.assignedOn;
	});
	const people = [...Map.groupBy(due, (one) => one.personId)];
	for (let start = 0; start < people.length; start += PEOPLE_AT_ONCE) {
		const some = people.slice(start, start + PEOPLE_AT_ONCE).flatMap(([, theirs]) => theirs);
		await withTransaction(db, async (tx) => {
			await markReminded(tx, some, at);
			await tellEach(
				tx,
				some,
				at,
				(one) => ((one.dueOn ?? today) < today ? 'training.overdue' : 'training.due_soon'),
				'training.due_many'
			);
		});
	}
}

/** What is due soon or overdue of people who have heard of it before. */
async function listDue(db: Db, today: string): Promise<Due[]> {
	const rows = await db.execute<Due>(sql`
		select one.id, one.person_id as "personId", one.module_id as "moduleId", m.slug, m.titles, one.why,
			one.due_on::text as "dueOn", ${townDay(sql`one.since`)}::text as "assignedOn",
			${townDay(sql`one.told`)}::text as "toldOn"
		from (
			select id, person_id, module_id, origin as why, due_on, assigned_at as since, reminded_at as told
			from ${obligation} where closed_at is null and reminded_at is not null
				and due_on <= ${today}::date + ${FIRST_DAYS_BEFORE}::int
			union all
			select id, person_id, module_id, 'changes', due_on, created_at, told_at
			from ${changeToRead} where read_at is null and told_at is not null
				and due_on <= ${today}::date + ${FIRST_DAYS_BEFORE}::int
		) one
		join ${person} p on p.id = one.person_id and p.status = 'active'
		join ${trainingModule} m on m.id = one.module_id and m.active
		order by one.person_id, one.due_on`);
	return [...rows];
}

async function markReminded(tx: Tx, some: readonly Due[], at: Date): Promise<void> {
	const ids = idArray(some.map((one) => one.id));
	await tx.execute(sql`
		update ${obligation} set reminded_at = ${momentValue(at)} where id = any(${ids})`);
	await tx.execute(sql`
		update ${changeToRead} set told_at = ${momentValue(at)} where id = any(${ids})`);
}

/** A manager hears at most once in seven days, of everything that is overdue then. */
async function tellManagers(db: Db, at: Date): Promise<void> {
	const today = isoDay(at);
	await withTransaction(db, async (tx) => {
		const rows = await tx.execute<{ managerId: string; lastOn: string | null; ids: string[] }>(sql`
			select p.manager_id as "managerId", jsonb_agg(o.id) as ids,
				max(${townDay(sql`o.manager_reminded_at`)})::text as "lastOn"
			from ${obligation} o
			join ${person} p on p.id = o.person_id and p.status = 'active' and p.manager_id is not null
			join ${trainingModule} m on m.id = o.module_id and m.active
			where o.closed_at is null and o.due_on < ${today}::date
			group by p.manager_id`);
		const due = rows.filter((row) => row.lastOn === null || daysApart(row.lastOn, today) >= 7);
		const groups = Map.groupBy(due, (row) => row.ids.length);
		for (const [count, managers] of groups) {
			await notify(tx, {
				kind: 'training.team_overdue',
				recipients: managers.map((row) => row.managerId),
				subject: { noun: 'training', id: 'people', href: '/training/people' },
				params: { count: String(count) },
				at
			});
		}
		await tx.execute(sql`
			update ${obligation} set manager_reminded_at = ${momentValue(at)}
			where id = any(${idArray(due.flatMap((row) => row.ids))})`);
	});
}
