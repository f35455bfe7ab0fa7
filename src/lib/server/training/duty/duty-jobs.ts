import { sql } from 'drizzle-orm';
import { isLocale, defaultLocale } from '#lib/i18n/localized.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { addProgress, beginProgress } from '#lib/server/jobs/job-progress.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { trainingModule, trainingPage } from '../modules/tables.ts';
import { practiceHappening, readingPlace } from '../reading/tables.ts';
import { assignByRules, listConcerned } from './assign-by-rules.ts';
import { assignProgressKey } from './assign-progress.ts';
import { completeIfDone } from './complete-if-done.ts';
import { momentValue } from './sql-values.ts';
import { tellDuties } from './tell-duties.ts';
import { dutyRecheck } from './tables.ts';

/** People of one transaction: short enough that nobody waits for its locks, long enough to be quick. */
const PEOPLE_AT_ONCE = 2000;

/**
 * The job `training.assign`: works out the rules of the module in its data, or (nightly) of all, some thousands of
 * people in a transaction. How many of them are done is kept as the module's progress. They hear of it by the job
 * `training.tell`.
 */
export const assignByAllRules: JobHandler = async ({ db, clock }, data) => {
	const at = clock.now();
	const moduleId = typeof data.moduleId === 'string' ? data.moduleId : undefined;
	const moduleIds = moduleId ? [moduleId] : undefined;
	// All of it covers those who waited to be looked at.
	if (!moduleId) await db.delete(dutyRecheck);
	const people = await listConcerned(db, { moduleIds }, at);
	const key = assignProgressKey(moduleId ?? 'all');
	await beginProgress(db, key, people.length, at);
	for (let start = 0; start < people.length; start += PEOPLE_AT_ONCE) {
		const personIds = people.slice(start, start + PEOPLE_AT_ONCE);
		await assignByRules(db, { moduleIds, personIds }, at);
		await addProgress(db, key, personIds.length, clock.now());
	}
};

/** The job `training.recheck`: looks again at everybody whose rights, seats, unit or roles have changed. */
export const recheckDuties: JobHandler = async (context) => {
	const { db, clock } = context;
	await withTransaction(db, async (tx) => {
		const changed = await tx.delete(dutyRecheck).returning({ personId: dutyRecheck.personId });
		const personIds = [...new Set(changed.map((one) => one.personId))];
		if (personIds.length > 0) await assignByRules(tx, { personIds }, clock.now());
	});
	await tellDuties(context, {});
	await completePractised(db, clock.now());
};

/** Practice steps happen elsewhere in the portal: whoever did one in the last hour may be done with a module. */
async function completePractised(db: Db, at: Date): Promise<void> {
	const since = momentValue(new Date(at.getTime() - 3_600_000));
	const found = await db.execute<{ personId: string; moduleId: string; locale: string }>(sql`
		with practice as materialized (
			select distinct m.id as module_id, b->>'event' as event
			from ${trainingModule} m
			join ${trainingPage} g on g.edition_id = m.edition_id and g.locale = m.facts->>'source',
			jsonb_array_elements(g.blocks) b
			where m.active and b->>'kind' = 'practice'
		)
		select distinct place.person_id as "personId", place.module_id as "moduleId", p.locale
		from (
			select actor_id as person_id, action as event, at from ${auditEntry} where at > ${since}
			union all select person_id, event, at from ${practiceHappening} where at > ${since}
		) happened
		join practice on practice.event = happened.event
		join ${readingPlace} place on place.person_id = happened.person_id
			and place.module_id = practice.module_id and place.started_at <= happened.at
		join ${person} p on p.id = place.person_id`);
	for (const { personId, moduleId, locale } of found) {
		await withTransaction(db, (tx) =>
			completeIfDone(tx, {
				personId,
				moduleId,
				locale: isLocale(locale) ? locale : defaultLocale,
				at
			})
		);
	}
}
