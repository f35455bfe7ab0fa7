import { sql } from 'drizzle-orm';
import { isLocale, defaultLocale } from '#lib/i18n/localized.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { beginProgress } from '#lib/server/jobs/job-progress.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { trainingModule, trainingPage } from '../modules/tables.ts';
import { readingPlace } from '../reading/tables.ts';
import { assignByRules } from './assign-by-rules.ts';
import { assignProgressKey } from './assign-progress.ts';
import { completeIfDone } from './complete-if-done.ts';
import { tellDuties } from './tell-duties.ts';
import { dutyRecheck } from './tables.ts';

/**
 * The job `training.assign`: works out the rules of the module in its data, or (nightly) of all. How many people get
 * it and how many of them have been told is kept as the module's progress.
 */
export const assignByAllRules: JobHandler = async (context, data) => {
	const { db, clock } = context;
	const at = clock.now();
	const moduleId = typeof data.moduleId === 'string' ? data.moduleId : undefined;
	// All of it covers those who waited to be looked at.
	if (!moduleId) await db.delete(dutyRecheck);
	await withTransaction(db, async (tx) => {
		const { opened } = await assignByRules(tx, moduleId ? { moduleIds: [moduleId] } : {}, at);
		if (!moduleId) return;
		const own = opened.filter((one) => one.moduleId === moduleId).length;
		await beginProgress(tx, assignProgressKey(moduleId), own, at);
	});
	await tellDuties(context, {});
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
	const found = await db.execute<{ personId: string; moduleId: string; locale: string }>(sql`
		with practice as materialized (
			select distinct m.id as module_id, b->>'event' as event
			from ${trainingModule} m
			join ${trainingPage} g on g.edition_id = m.edition_id and g.locale = m.facts->>'source',
			jsonb_array_elements(g.blocks) b
			where m.active and b->>'kind' = 'practice'
		)
		select distinct place.person_id as "personId", place.module_id as "moduleId", p.locale
		from ${auditEntry} happened
		join practice on practice.event = happened.action
		join ${readingPlace} place on place.person_id = happened.actor_id
			and place.module_id = practice.module_id and place.started_at <= happened.at
		join ${person} p on p.id = place.person_id
		where happened.at > ${new Date(at.getTime() - 3_600_000).toISOString()}::timestamptz`);
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
