import { and, asc, eq, inArray, isNotNull, isNull, lte } from 'drizzle-orm';
import { addWorkingDays } from '#lib/working-time/working-time.ts';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { listDeputies } from '#lib/server/people/approvers.ts';
import { findPersonFacts } from '#lib/server/people/person-facts.ts';
import { deleteStoredFile } from '#lib/server/files/storage.ts';
import { confirmByItself } from './confirm-request.ts';
import { recordEvent } from './record-event.ts';
import { calendarOf } from './request-calendar.ts';
import { approval, approvalStage, attachment, serviceRequest } from './tables.ts';
import { tell } from './tell.ts';
import { unlessMovedOn } from './unless-moved-on.ts';

const AT_ONCE = 200;

/** Confirms fulfilled requests whose ten working days are over. Safe to run twice: the second finds nothing. */
export const confirmOldRequests: JobHandler = async ({ db, clock }) => {
	const due = await db
		.select({ number: serviceRequest.number })
		.from(serviceRequest)
		.where(
			and(
				eq(serviceRequest.status, 'fulfilled'),
				isNotNull(serviceRequest.confirmsItselfAt),
				lte(serviceRequest.confirmsItselfAt, clock.now())
			)
		)
		.orderBy(asc(serviceRequest.confirmsItselfAt))
		.limit(AT_ONCE);
	for (const { number } of due) {
		await unlessMovedOn(() => confirmByItself(db, number, clock));
	}
};

/** Reminds approvers, and their deputies, of stages whose reminder is due, and sets the next one a working day on. */
export const remindApprovers: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	const due = await db
		.select({ id: approvalStage.id })
		.from(approvalStage)
		.where(and(eq(approvalStage.state, 'open'), lte(approvalStage.remindAt, at)))
		.orderBy(asc(approvalStage.remindAt))
		.limit(AT_ONCE);
	for (const { id } of due) await remindOne(db, id, at);
};

function remindOne(db: Db, stageId: string, at: Date): Promise<void> {
	return withTransaction(db, async (tx) => {
		const [stage] = await tx
			.select()
			.from(approvalStage)
			.where(
				and(
					eq(approvalStage.id, stageId),
					eq(approvalStage.state, 'open'),
					lte(approvalStage.remindAt, at)
				)
			)
			.for('update');
		if (!stage) return;
		const [request] = await tx
			.select()
			.from(serviceRequest)
			.where(eq(serviceRequest.id, stage.requestId));
		if (!request) return;
		const waiting = await tx
			.select({ id: approval.approverId })
			.from(approval)
			.where(and(eq(approval.stageId, stage.id), eq(approval.pending, true)));
		const asked = waiting.map((row) => row.id);
		const beneficiary = await findPersonFacts(tx, request.beneficiaryId);
		const calendar = await calendarOf(tx, beneficiary?.hours ?? 'office');
		await tx
			.update(approvalStage)
			.set({ remindAt: addWorkingDays(at, 1, calendar) })
			.where(eq(approvalStage.id, stage.id));
		await recordEvent(tx, request.id, systemActor, { kind: 'reminded', internal: true }, at);
		await tell(
			tx,
			request,
			systemActor,
			{
				kind: 'request.approval_reminder',
				to: [...asked, ...(await listDeputies(tx, asked, isoDay(at)))],
				href: '/approvals'
			},
			at
		);
	});
}

/** Removes uploads that no form or comment took over within two days. */
export const dropLooseFiles: JobHandler = async ({ db, clock }) => {
	const before = new Date(clock.now().getTime() - 2 * 24 * 60 * 60 * 1000);
	const loose = await db
		.select({ id: attachment.id, storageKey: attachment.storageKey })
		.from(attachment)
		.where(and(lte(attachment.createdAt, before), isNull(attachment.requestId)))
		.limit(AT_ONCE);
	if (loose.length === 0) return;
	await db.delete(attachment).where(
		and(
			inArray(
				attachment.id,
				loose.map((file) => file.id)
			),
			isNull(attachment.requestId)
		)
	);
	const kept = await db
		.select({ key: attachment.storageKey })
		.from(attachment)
		.where(
			inArray(
				attachment.storageKey,
				loose.map((file) => file.storageKey)
			)
		);
	const still = new Set(kept.map((row) => row.key));
	for (const { storageKey } of loose)
		if (!still.has(storageKey)) await deleteStoredFile(storageKey);
};
