import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { writeOff, writeOffLine, writeOffMember } from './tables.ts';
import { decidesWriteOff, keepsWriteOff, watchesWriteOff } from './write-off-record.ts';

const proposer = alias(person, 'proposer');
const approver = alias(person, 'approver');
const decider = alias(person, 'decider');

/**
 * A write-off with its things, its commission and what the reader may do. The desk and auditors of its unit, its
 * commission, its approver and the approver's deputies. Throws NotFound for others.
 */
export async function getWriteOff(db: DbOrTx, actor: Actor, id: string) {
	if (!isId(id)) throw notFound();
	const [found] = await db
		.select({
			id: writeOff.id,
			title: writeOff.title,
			reason: writeOff.reason,
			state: writeOff.state,
			unitId: writeOff.unitId,
			proposedAt: writeOff.proposedAt,
			proposedById: writeOff.proposedById,
			proposedBy: proposer.name,
			approverId: writeOff.approverId,
			approverName: approver.name,
			decidedAt: writeOff.decidedAt,
			decidedBy: decider.name,
			decision: writeOff.decision,
			actId: writeOff.actId,
			actNumber: act.number,
			disposedOn: writeOff.disposedOn,
			disposedBy: writeOff.disposedBy
		})
		.from(writeOff)
		.innerJoin(approver, eq(approver.id, writeOff.approverId))
		.leftJoin(proposer, eq(proposer.id, writeOff.proposedById))
		.leftJoin(decider, eq(decider.id, writeOff.decidedById))
		.leftJoin(act, eq(act.id, writeOff.actId))
		.where(eq(writeOff.id, id));
	if (!found) throw notFound();
	const members = await db
		.select({
			personId: writeOffMember.personId,
			name: person.name,
			opinion: writeOffMember.opinion,
			note: writeOffMember.note,
			at: writeOffMember.at
		})
		.from(writeOffMember)
		.innerJoin(person, eq(person.id, writeOffMember.personId))
		.where(eq(writeOffMember.writeOffId, id))
		.orderBy(person.name);
	const isMember = members.some(({ personId }) => personId === actor.personId);
	const decides = decidesWriteOff(actor, found, members);
	if (!isMember && !decides && !watchesWriteOff(actor, found)) throw notFound();
	return {
		...found,
		members,
		lines: await writeOffThings(db, id),
		may: {
			keep: keepsWriteOff(actor, found),
			giveOpinion: isMember && found.state === 'commission',
			decide: decides && found.state === 'approval'
		}
	};
}

export type WriteOffPage = Awaited<ReturnType<typeof getWriteOff>>;

const wiper = alias(person, 'wiper');

/** The things of a write-off in their order, with what the accounts ask. The caller has seen to who may read. */
function writeOffThings(db: DbOrTx, id: string) {
	return db
		.select({
			itemId: writeOffLine.itemId,
			inventoryNumber: item.inventoryNumber,
			category: item.category,
			categoryName: itemCategory.name,
			holdsData: itemCategory.holdsData,
			model: item.model,
			serial: item.serial,
			boughtOn: item.boughtOn,
			priceCents: item.priceCents,
			condition: writeOffLine.condition,
			bookValueCents: writeOffLine.bookValueCents,
			wipeMethod: writeOffLine.wipeMethod,
			wipedAt: writeOffLine.wipedAt,
			wipedBy: wiper.name
		})
		.from(writeOffLine)
		.innerJoin(item, eq(item.id, writeOffLine.itemId))
		.innerJoin(itemCategory, eq(itemCategory.code, item.category))
		.leftJoin(wiper, eq(wiper.id, writeOffLine.wipedById))
		.where(eq(writeOffLine.writeOffId, id))
		.orderBy(writeOffLine.position);
}

/** The proposals an item was in, latest first. The caller has found the item with `getItem`. */
export async function writeOffsOfItem(db: DbOrTx, itemId: string) {
	const rows = await db
		.select({ id: writeOff.id, title: writeOff.title, state: writeOff.state })
		.from(writeOffLine)
		.innerJoin(writeOff, eq(writeOff.id, writeOffLine.writeOffId))
		.where(eq(writeOffLine.itemId, itemId))
		.orderBy(writeOff.proposedAt);
	return rows.reverse();
}

export type WriteOffOfItem = Awaited<ReturnType<typeof writeOffsOfItem>>[number];
