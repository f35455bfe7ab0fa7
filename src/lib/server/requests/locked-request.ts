import { eq, sql } from 'drizzle-orm';
import { conflict, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can, type Permission, type RequestSubject } from '#lib/people/permissions.ts';
import { forbidden } from '#lib/errors.ts';
import { findPersonFacts, type PersonFacts } from '#lib/server/people/person-facts.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { townTime } from '#lib/server/db/town-time.ts';
import { approval, serviceRequest } from './tables.ts';

export type RequestRecord = typeof serviceRequest.$inferSelect;

/** A request held for change, with what the rules look at. */
export type LockedRequest = RequestRecord & { beneficiary: PersonFacts; subject: RequestSubject };

/** Permissions that are asked about a request. */
export type RequestPermission = Extract<Permission, `request.${string}`>;

/**
 * Locks a request for the rest of the transaction, so that whoever acts second sees what the first did.
 * Throws NotFound when it does not exist or this person may not see it, Forbidden when they see it but may not
 * do this, Conflict when `revision` says that their page is older than the request.
 */
export async function lockRequest(
	tx: Tx,
	actor: Actor,
	number: number,
	permission: RequestPermission,
	revision?: number
): Promise<LockedRequest> {
	const [record] = await tx
		.select()
		.from(serviceRequest)
		.where(eq(serviceRequest.number, number))
		.for('update');
	if (!record) throw notFound();
	const beneficiary = await findPersonFacts(tx, record.beneficiaryId);
	if (!beneficiary) throw notFound();
	const subject = {
		unitId: record.unitId,
		requesterId: record.requesterId,
		beneficiaryId: record.beneficiaryId,
		managerId: beneficiary.managerId,
		approverIds: await listApproverIds(tx, record.id)
	};
	if (!can(actor, 'request.read', subject)) throw notFound();
	if (!can(actor, permission, subject)) throw forbidden();
	if (revision !== undefined && revision !== record.revision) throw await movedOn(tx, record);
	return { ...record, beneficiary, subject };
}

async function listApproverIds(tx: Tx, requestId: string): Promise<string[]> {
	const rows = await tx
		.selectDistinct({ id: approval.approverId })
		.from(approval)
		.where(eq(approval.requestId, requestId));
	return rows.map((row) => row.id);
}

/** The error for somebody who was second: says who was first. */
export async function movedOn(tx: Tx, record: { id: string }) {
	const [last] = await tx.execute<{ by: string | null; at: string }>(sql`
		select actor_name as by, to_char(${townTime(sql`at`)}, 'HH24.MI') as at
		from request_event where request_id = ${record.id} order by at desc, id desc limit 1`);
	return conflict('errors_request_moved', { by: last?.by ?? 'Abilaud', at: last?.at ?? '' });
}
