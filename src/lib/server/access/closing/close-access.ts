import { and, eq, isNull, notExists } from 'drizzle-orm';
import { invalid } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { person } from '#lib/server/people/tables.ts';
import { saveSystemRole, type SaveSystemRoleInput } from '#lib/server/systems/save-system-role.ts';
import { saveSystem, type SaveSystemInput } from '#lib/server/systems/save-system.ts';
import { accessRight, systemRole } from '#lib/server/systems/tables.ts';
import { accessTask } from '../tasks/tables.ts';

/** The day by which the rights of a system or role that closes are ended. */
type Closing = { endBy?: string | null };

/**
 * Saves a system as `saveSystem` does. One that closes while people have rights in it needs a day by which these are
 * ended: in the same transaction the desk gets a task for each. Until then they are shown as rights of a closed system.
 * Throws what that throws, and Invalid at `endBy` without a day, or one that is past.
 */
export function saveOrCloseSystem(
	db: Db,
	actor: Actor,
	{ endBy, ...input }: SaveSystemInput & Closing,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	return withTransaction(db, async (tx) => {
		const saved = await saveSystem(tx, actor, input, clock);
		if (input.id && input.active === false) {
			await endLiveRights(tx, actor, { systemId: saved.id, endBy }, clock.now());
		}
		return saved;
	});
}

/** Saves a role as `saveSystemRole` does, and one that closes as `saveOrCloseSystem` does with a system. */
export function saveOrCloseRole(
	db: Db,
	actor: Actor,
	{ endBy, ...input }: SaveSystemRoleInput & Closing,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	return withTransaction(db, async (tx) => {
		const saved = await saveSystemRole(tx, actor, input, clock);
		if (input.id && input.active === false) {
			await endLiveRights(tx, actor, { roleId: saved.id, endBy }, clock.now());
		}
		return saved;
	});
}

type Closed = ({ systemId: string } | { roleId: string }) & Closing;

/** A task for each right in force that nobody has been asked to end yet. */
async function endLiveRights(tx: Tx, actor: Actor, closed: Closed, at: Date): Promise<void> {
	const live = await tx
		.select({ rightId: accessRight.id, personId: person.id, unitId: person.unitId })
		.from(accessRight)
		.innerJoin(person, eq(person.id, accessRight.personId))
		.innerJoin(systemRole, eq(systemRole.id, accessRight.roleId))
		.where(
			and(
				'roleId' in closed
					? eq(systemRole.id, closed.roleId)
					: eq(systemRole.systemId, closed.systemId),
				isNull(accessRight.endedAt),
				notExists(
					tx
						.select({ id: accessTask.id })
						.from(accessTask)
						.where(
							and(
								eq(accessTask.rightId, accessRight.id),
								eq(accessTask.kind, 'end_right'),
								isNull(accessTask.doneAt)
							)
						)
				)
			)
		);
	if (live.length === 0) return;
	const { endBy } = closed;
	if (!endBy) throw invalid({ endBy: ['rights_close_needs_day'] });
	if (endBy < isoDay(at)) throw invalid({ endBy: ['registers_day_is_past'] });
	const tasks = live.map((right) => ({
		...right,
		id: newId(),
		kind: 'end_right' as const,
		dueOn: endBy,
		source: 'closing' as const,
		sourceId: 'roleId' in closed ? closed.roleId : closed.systemId,
		openedAt: at,
		openedById: actorPersonId(actor)
	}));
	for (let start = 0; start < tasks.length; start += ROWS_AT_ONCE) {
		await tx
			.insert(accessTask)
			.values(tasks.slice(start, start + ROWS_AT_ONCE))
			.onConflictDoNothing();
	}
	await recordAudits(
		tx,
		tasks.map((after) => ({
			...{ actor, action: 'access_task.opened', noun: 'access_task' },
			...{ recordId: after.id, after, at }
		}))
	);
}

const ROWS_AT_ONCE = 1000;
