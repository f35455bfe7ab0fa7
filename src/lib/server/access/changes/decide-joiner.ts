import { and, eq } from 'drizzle-orm';
import type { LineAct } from '#lib/access/change-kinds.ts';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { DESK_STATUSES } from '#lib/requests/statuses.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { addTask, removeTask } from '#lib/server/requests/create-tasks.ts';
import { lockRequest, type LockedRequest } from '#lib/server/requests/locked-request.ts';
import { moveRequest } from '#lib/server/requests/move-request.ts';
import { approval } from '#lib/server/requests/tables.ts';
import { findRole } from '#lib/server/systems/find-role.ts';
import { taskOfLine } from './joiner-tasks.ts';
import { staffChange, staffChangeLine } from './tables.ts';

/**
 * Strikes a line of a newcomer's request, or adds one that was left out. Whoever is asked to agree, until everybody has; the
 * desk as long as its task is not done. A right whose owner has to agree is added by the owner, or asked for by
 * itself. Recorded as `change.decided`. Throws NotFound, Forbidden, Invalid, Conflict `moves_owner_must_agree`,
 * `moves_line_late`, `errors_task_done`.
 */
export async function decideJoinerLine(
	db: Db,
	actor: Actor,
	input: { number: number; lineId: string; act: LineAct },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const request = await lockRequest(tx, actor, input.number, 'request.read');
		const [found] = await tx
			.select({ line: staffChangeLine, changeId: staffChange.id })
			.from(staffChangeLine)
			.innerJoin(staffChange, eq(staffChange.id, staffChangeLine.changeId))
			.where(and(eq(staffChange.requestId, request.id), eq(staffChangeLine.id, input.lineId)))
			.for('update');
		if (!found) throw notFound();
		const { line } = found;
		mustDecide(actor, request);
		if (input.act === 'keep' || line.kind === 'account')
			throw invalid({ line: ['errors_invalid'] });
		if (input.act === 'add' && line.roleId) await mustHaveOwner(tx, actor, request, line);
		await tx
			.update(staffChangeLine)
			.set({ decided: input.act, decidedAt: at, decidedById: actor.personId })
			.where(eq(staffChangeLine.id, line.id));
		if (DESK_STATUSES.includes(request.status))
			await changeTask(tx, request, { ...line, decided: input.act });
		await moveRequest(tx, request, actor, {}, at);
		await recordAudit(tx, {
			actor,
			action: 'change.decided',
			noun: 'change',
			recordId: found.changeId,
			before: { line: line.id, act: line.decided ?? line.proposed },
			after: { line: line.id, act: input.act },
			at
		});
	});
}

/** May this person strike and add lines of the request now? */
function decidesJoiner(actor: Actor, request: Pick<LockedRequest, 'status' | 'subject'>): boolean {
	const { subject, status } = request;
	if (can(actor, 'request.fulfil', subject))
		return status === 'awaiting_approval' || DESK_STATUSES.includes(status);
	const party = subject.requesterId === actor.personId || subject.beneficiaryId === actor.personId;
	const asked = (subject.approverIds ?? []).some(
		(id) => id === actor.personId || actor.deputyFor.includes(id)
	);
	return status === 'awaiting_approval' && asked && !party;
}

function mustDecide(actor: Actor, request: LockedRequest): void {
	if (decidesJoiner(actor, request)) return;
	if (can(actor, 'request.fulfil', request.subject)) throw conflict('moves_line_late');
	throw forbidden();
}

type Line = typeof staffChangeLine.$inferSelect;

/**
 * Whoever owns the system agrees to what stands there when they decide. What did not stand there then, or they struck, is
 * not added behind their back.
 */
async function mustHaveOwner(tx: Tx, actor: Actor, request: LockedRequest, line: Line) {
	const role = await findRole(tx, line.roleId ?? '');
	if (!role?.ownerApproves || role.ownerId === actor.personId) return;
	const asked = role.ownerId
		? await tx
				.select({ pending: approval.pending, decidedAt: approval.decidedAt })
				.from(approval)
				.where(and(eq(approval.requestId, request.id), eq(approval.approverId, role.ownerId)))
		: [];
	const stood = line.proposed === 'add';
	if (asked.some(({ pending }) => pending) || (stood && asked.length === 0)) return;
	const agreedAt = Math.max(0, ...asked.map(({ decidedAt }) => decidedAt?.getTime() ?? 0));
	const struckAt = line.decided === 'drop' ? line.decidedAt : null;
	if (stood && (struckAt === null || struckAt.getTime() > agreedAt)) return;
	throw conflict('moves_owner_must_agree');
}

async function changeTask(tx: Tx, request: LockedRequest, line: Line): Promise<void> {
	if (line.decided === 'drop') {
		if (line.requestTaskKey) await removeTask(tx, request.id, line.requestTaskKey);
		return;
	}
	const [account] = await tx
		.select({ key: staffChangeLine.requestTaskKey })
		.from(staffChangeLine)
		.where(and(eq(staffChangeLine.changeId, line.changeId), eq(staffChangeLine.kind, 'account')));
	const task = await taskOfLine(tx, line, account?.key ?? undefined);
	if (!task) throw conflict('errors_record_gone');
	await addTask(tx, request.id, task);
	await tx
		.update(staffChangeLine)
		.set({ requestTaskKey: task.key })
		.where(eq(staffChangeLine.id, line.id));
}
