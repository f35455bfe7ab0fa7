import { desc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { getItem } from '#lib/server/equipment/get-item.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { repair } from './tables.ts';

const outAct = alias(act, 'out_act');
const inAct = alias(act, 'in_act');
const loan = alias(item, 'loan');

const select = (db: DbOrTx) =>
	db
		.select({
			id: repair.id,
			itemId: repair.itemId,
			vendor: repair.vendor,
			fault: repair.fault,
			underWarranty: repair.underWarranty,
			sentOn: repair.sentOn,
			expectedOn: repair.expectedOn,
			returnedOn: repair.returnedOn,
			outcome: repair.outcome,
			costCents: repair.costCents,
			note: repair.note,
			requestNumber: repair.requestNumber,
			outActId: repair.outActId,
			outActNumber: outAct.number,
			inActId: repair.inActId,
			inActNumber: inAct.number,
			loanItemId: repair.loanItemId,
			loanNumber: loan.inventoryNumber,
			loanModel: loan.model,
			loanState: loan.state
		})
		.from(repair)
		.innerJoin(outAct, eq(outAct.id, repair.outActId))
		.leftJoin(inAct, eq(inAct.id, repair.inActId))
		.leftJoin(loan, eq(loan.id, repair.loanItemId));

/** The repairs of an item, latest first. The caller has found the item with `getItem`. */
export const repairsOfItem = (db: DbOrTx, itemId: string) =>
	select(db).where(eq(repair.itemId, itemId)).orderBy(desc(repair.sentOn), desc(repair.id));

export type RepairOfItem = Awaited<ReturnType<typeof repairsOfItem>>[number];

/** One repair with its item. Who keeps or audits the register of the item's unit. Throws NotFound for others. */
export async function getRepair(db: DbOrTx, actor: Actor, id: string) {
	if (!isId(id) || !can(actor, 'equipment.read')) throw notFound();
	const [found] = await select(db).where(eq(repair.id, id));
	if (!found) throw notFound();
	return { ...found, item: await getItem(db, actor, found.itemId) };
}
