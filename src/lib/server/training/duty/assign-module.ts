import { eq, sql } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { trainingModule } from '../modules/tables.ts';
import { settleOpened } from './count-equivalent.ts';
import { TELL_JOB } from './job-names.ts';
import { getLearners } from './learner.ts';
import { withNeededModules } from './needed-modules.ts';
import { openObligations, type Opened } from './open-obligations.ts';
import { idArray } from './sql-values.ts';

export type AssignInput = {
	moduleId: string;
	personIds: readonly string[];
	/** Last day; absent takes the module's own days. */
	dueOn?: string | null;
	/** Also for those whose completion still counts. */
	again?: boolean;
	/** The request that gives it, by number. */
	requestNumber?: number | null;
};

/**
 * Gives people a module to do, with the modules that have to be done before it. Authors anybody, the desk people of
 * its units, line managers their own; a request gives it by way of its task. Whoever has it open already, or did it
 * and cannot renew yet, is left as they are (unless `again`). People hear of it soon after. Recorded as
 * `training.assigned` with how many. Returns what was opened, of the module itself and of those before it.
 *
 * Throws NotFound, Forbidden, Invalid `duty_due_past` at `dueOn`, Conflict `duty_module_not_in_force`.
 */
export async function assignModule(
	db: DbOrTx,
	actor: Actor,
	input: AssignInput,
	clock: Clock = systemClock
): Promise<{ opened: Opened[] }> {
	if (!isId(input.moduleId)) throw notFound();
	const at = clock.now();
	const today = isoDay(at);
	return withTransaction(db, async (tx) => {
		await getLearners(tx, actor, 'training.assign', input.personIds);
		if (input.dueOn && input.dueOn < today) throw invalid({ dueOn: ['duty_due_past'] });
		const [taught] = await tx
			.select({ key: trainingModule.key, editionId: trainingModule.editionId })
			.from(trainingModule)
			.where(eq(trainingModule.id, input.moduleId));
		if (!taught) throw notFound();
		const moduleIds = await withNeededModules(tx, [input.moduleId]);
		if (moduleIds.length === 0) throw conflict('duty_module_not_in_force');
		const before = moduleIds.filter((id) => id !== input.moduleId);
		const wanted = (ids: readonly string[]) => sql`
			select someone as person_id, module as module_id, null::uuid as rule_id, null::int as due_days,
				${input.dueOn ?? null}::date as due_on
			from unnest(${idArray(input.personIds)}) someone, unnest(${idArray(ids)}) module`;
		const how = {
			origin: input.requestNumber == null ? ('hand' as const) : ('request' as const),
			assignedById: actorPersonId(actor),
			requestNumber: input.requestNumber ?? null,
			at,
			today
		};
		const opened = [
			...(await openObligations(tx, wanted([input.moduleId]), {
				...how,
				respectWaivers: false,
				despiteCompletion: input.again ?? false
			})),
			...(await openObligations(tx, wanted(before), { ...how, respectWaivers: true }))
		];
		await settleOpened(tx, opened, at);
		if (opened.length > 0) {
			await enqueue(tx, TELL_JOB);
			await recordAudit(tx, {
				actor,
				action: 'training.assigned',
				noun: 'module',
				recordId: input.moduleId,
				after: {
					module: taught.key,
					people: opened.length > 20 ? opened.length : opened.map((one) => one.personId),
					dueOn: input.dueOn ?? null,
					request: input.requestNumber ?? null
				},
				at
			});
		}
		return { opened };
	});
}
