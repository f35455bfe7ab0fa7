import { sql, type SQL } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { withTransaction, type Db, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { person } from '#lib/server/people/tables.ts';
import { coveredByRules, neededModules } from './audience-query.ts';
import { settleOpened } from './count-equivalent.ts';
import { endHidden } from './hidden-modules.ts';
import { TELL_JOB } from './job-names.ts';
import { withNeededModules } from './needed-modules.ts';
import { openObligations, type Opened } from './open-obligations.ts';
import { idArray, momentValue } from './sql-values.ts';
import { renewalOpenOn } from './standing-sql.ts';
import { completion, obligation, trainingRule } from './tables.ts';

/** Which part is worked out; nothing given means everybody and everything. */
export type RuleScope = { moduleIds?: readonly string[]; personIds?: readonly string[] };

/** What working the rules out has changed. */
export type RulesResult = { opened: Opened[]; closed: number };

/**
 * Works out from the registers who has to do what: opens obligations for those whom a rule covers now, also for the
 * modules to be done before, and renewals within 30 days of the old end; closes those whose rule covers them no more
 * (`left_audience`), those of people who have left (`left_town`) and of modules not offered any more
 * (`module_hidden`). Nothing is deleted. Safe to run again: the
 * second time changes nothing. Called by jobs and, for one person, where a request gave something; asks no
 * permission. People hear of what is new by the job `training.tell`.
 *
 * With `request`, what a rule opens for what the person has just been given bears the request's number.
 */
export async function assignByRules(
	db: DbOrTx,
	scope: RuleScope,
	at: Date,
	request?: { number: number }
): Promise<RulesResult> {
	const today = isoDay(at);
	return withTransaction(db, async (tx) => {
		const moduleIds = scope.moduleIds && (await withNeededModules(tx, scope.moduleIds));
		const part = { ...scope, moduleIds };
		await tx.execute(sql`drop table if exists covered_now`);
		await tx.execute(sql`
			create temporary table covered_now on commit drop as ${coveredNow(part, today)}`);
		await tx.execute(sql`analyze covered_now`);
		const hidden = await endHidden(tx, scope, at);
		const closed = hidden + (await closeOpen(tx, part, at));
		const how = {
			origin: request ? ('request' as const) : ('rule' as const),
			requestNumber: request?.number ?? null,
			respectWaivers: true,
			at,
			today
		};
		const opened = await openObligations(tx, wantedNow(part, today), how);
		await settleOpened(tx, opened, at);
		if (opened.length > 0) await enqueue(tx, TELL_JOB);
		return { opened, closed };
	});
}

/** Everybody for whom working these rules out may change something: covered, or with something open, or to renew. */
export async function listConcerned(db: Db, scope: RuleScope, at: Date): Promise<string[]> {
	const today = isoDay(at);
	return withTransaction(db, async (tx) => {
		const moduleIds = scope.moduleIds && (await withNeededModules(tx, scope.moduleIds));
		const rows = await tx.execute<{ id: string }>(sql`
			with covered_now as (${coveredNow({ moduleIds }, today)})
			select person_id as id from (${wantedNow({ moduleIds }, today)}) wanted
			union select person_id from ${obligation}
			where closed_at is null ${some(sql`module_id`, moduleIds)}
			order by id`);
		return rows.map((row) => row.id);
	});
}

/** Rows `person_id`, `module_id`, `rule_id`, `due_days`: whom rules cover, with what must be done before. */
function coveredNow({ moduleIds, personIds }: RuleScope, today: string): SQL {
	const rules = sql`
		select r.* from ${trainingRule} r where r.active and exists (
			select from needs where needs.root_id = r.module_id ${some(sql`needs.module_id`, moduleIds)})`;
	return sql`
		with recursive needs as (${neededModules}),
		covered as (${coveredByRules(rules, today, { personIds })})
		select distinct on (covered.person_id, needs.module_id) covered.person_id, needs.module_id,
			covered.rule_id, case when needs.depth = 0 then covered.due_days end as due_days
		from covered join needs on needs.root_id = covered.module_id
		where true ${some(sql`needs.module_id`, moduleIds)}
		order by covered.person_id, needs.module_id, needs.depth, covered.due_days nulls last`;
}

const some = (column: SQL, ids: readonly string[] | undefined): SQL =>
	ids ? sql`and ${column} = any(${idArray(ids)})` : sql``;

/** Covered people, and those who did it by hand or for a request and whose completion ends soon. */
function wantedNow({ moduleIds, personIds }: RuleScope, today: string): SQL {
	return sql`
		select person_id, module_id, rule_id, due_days, null::date as due_on from covered_now
		union all
		select last.person_id, last.module_id, null, null, null from (
			select distinct on (o.person_id, o.module_id) o.person_id, o.module_id, o.rule_id, o.closed_as
			from ${completion} c join ${obligation} o
				on o.person_id = c.person_id and o.module_id = c.module_id
			where ${renewalOpenOn(sql`c.valid_until`, today)} and c.revoked_at is null
				${some(sql`c.person_id`, personIds)} ${some(sql`c.module_id`, moduleIds)}
			order by o.person_id, o.module_id, o.cycle desc
		) last where last.closed_as = 'completed' and last.rule_id is null`;
}

async function closeOpen(tx: Tx, { moduleIds, personIds }: RuleScope, at: Date): Promise<number> {
	const rows = await tx.execute(sql`
		update ${obligation} o set closed_at = ${momentValue(at)},
			closed_as = case when whose.status = 'left' then 'left_town' else 'left_audience' end
		from ${person} whose
		where whose.id = o.person_id and o.closed_at is null
			${some(sql`o.person_id`, personIds)} ${some(sql`o.module_id`, moduleIds)}
			and (whose.status = 'left' or (o.rule_id is not null and not exists (
				select from covered_now c where c.person_id = o.person_id and c.module_id = o.module_id
			)))
		returning o.id`);
	return rows.length;
}
