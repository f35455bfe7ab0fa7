import { and, eq, gte, or } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { AuditEvent } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { deputyEnd } from './end-deputy.ts';
import { mustLeaveAnAdmin } from './last-admin.ts';
import { deputy, person, place, representative, roleGrant, unit } from './tables.ts';

/**
 * Takes from a leaver what others rely on: roles, representations, deputies in both directions; people, units
 * and places pass to the successor. Returns the events to record. Call it with the structure locked. Throws
 * Conflict `people_last_admin`.
 */
export async function giveUpPosts(
	tx: Tx,
	actor: Actor,
	personId: string,
	successorId: string | null,
	at: Date
): Promise<AuditEvent[]> {
	const grants = await tx.delete(roleGrant).where(eq(roleGrant.personId, personId)).returning();
	if (grants.some((grant) => grant.role === 'admin')) await mustLeaveAnAdmin(tx);
	const represented = await tx
		.delete(representative)
		.where(eq(representative.personId, personId))
		.returning();
	return [
		...grants.map((row) => gone(actor, 'role.revoked', 'role', row, at)),
		...represented.map((row) => gone(actor, 'representative.ended', 'representative', row, at)),
		...(await endDeputies(tx, actor, personId, at)),
		...(await passOn(tx, actor, personId, successorId, at))
	];
}

const gone = (
	actor: Actor,
	action: string,
	noun: string,
	row: { id: string },
	at: Date
): AuditEvent => ({ actor, action, noun, recordId: row.id, before: row, at });

async function endDeputies(tx: Tx, actor: Actor, personId: string, at: Date) {
	const today = isoDay(at);
	const open = await tx
		.select()
		.from(deputy)
		.where(
			and(
				or(eq(deputy.personId, personId), eq(deputy.deputyId, personId)),
				gte(deputy.until, today)
			)
		);
	const events: AuditEvent[] = [];
	for (const row of open) events.push(await deputyEnd(tx, actor, row, at));
	return events;
}

/** A person never passes to themselves: a successor who answered to the leaver answers to the leaver's manager. */
async function passOn(
	tx: Tx,
	actor: Actor,
	personId: string,
	successorId: string | null,
	at: Date
): Promise<AuditEvent[]> {
	const [leaver] = await tx
		.select({ managerId: person.managerId })
		.from(person)
		.where(eq(person.id, personId));
	const reports = await tx
		.select({ id: person.id })
		.from(person)
		.where(eq(person.managerId, personId));
	const events: AuditEvent[] = [];
	for (const { id } of reports) {
		const managerId = id === successorId ? (leaver?.managerId ?? null) : successorId;
		await tx.update(person).set({ managerId, updatedAt: at }).where(eq(person.id, id));
		const event = { actor, action: 'person.moved', noun: 'person', recordId: id, at };
		events.push({ ...event, before: { managerId: personId }, after: { managerId } });
	}
	for (const column of ['headId', 'budgetOwnerId'] as const) {
		const rows = await tx
			.update(unit)
			.set({ [column]: successorId })
			.where(eq(unit[column], personId))
			.returning({ id: unit.id });
		for (const { id } of rows) {
			const event = { actor, action: 'unit.changed', noun: 'unit', recordId: id, at };
			events.push({ ...event, before: { [column]: personId }, after: { [column]: successorId } });
		}
	}
	const places = await tx
		.update(place)
		.set({ headId: successorId })
		.where(eq(place.headId, personId))
		.returning({ id: place.id });
	for (const { id } of places) {
		const event = { actor, action: 'place.changed', noun: 'place', recordId: id, at };
		events.push({ ...event, before: { headId: personId }, after: { headId: successorId } });
	}
	return events;
}
