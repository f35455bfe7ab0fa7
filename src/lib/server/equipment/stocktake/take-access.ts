import { and, eq, or, sql, type SQL } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import type { StockTakeScope } from '#lib/equipment/stocktake/stock-take.ts';
import { isId } from '#lib/ids.ts';
import { roleScope, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';
import { stockTake, stockTakeMember } from './tables.ts';

export type StockTakeRow = typeof stockTake.$inferSelect;

/** Of the desk that keeps a stock-take: of each of its units, or of the whole town when it names none. */
export function keepsTake(actor: Actor, { unitIds }: StockTakeScope): boolean {
	if (!can(actor, 'equipment.move')) return false;
	if (unitIds.length > 0)
		return unitIds.every((unitId) => can(actor, 'equipment.move', { unitId }));
	return (
		actor.isSystem === true ||
		roleScope(actor, 'agent') === null ||
		roleScope(actor, 'admin') === null
	);
}

/** Rows of `stock_take` that the reader of registers may see: those of units they read, all for the whole town's. */
export function readableTakes(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	if (units === null) return undefined;
	return and(
		sql`jsonb_array_length(${stockTake.scope}->'unitIds') > 0`,
		sql`${stockTake.scope}->'unitIds' <@ ${JSON.stringify(units)}::jsonb`
	);
}

/** A stock-take for its desk, its readers, and with `members` for those who count. Throws NotFound. */
export async function readTake(
	db: DbOrTx,
	actor: Actor,
	id: string,
	{ members = false } = {}
): Promise<StockTakeRow> {
	if (!isId(id)) throw notFound();
	const isMember = sql`exists (select from ${stockTakeMember} where
		${stockTakeMember.stockTakeId} = ${stockTake.id} and ${stockTakeMember.personId} = ${actor.personId})`;
	const readable = can(actor, 'equipment.read') ? (readableTakes(actor) ?? sql`true`) : sql`false`;
	const [row] = await db
		.select()
		.from(stockTake)
		.where(and(eq(stockTake.id, id), members ? or(isMember, readable) : readable));
	if (!row) throw notFound();
	return row;
}

/** The stock-take, locked until the transaction ends, for those who keep it. Throws NotFound; Forbidden to readers. */
export async function lockTake(tx: Tx, actor: Actor, id: string): Promise<StockTakeRow> {
	await readTake(tx, actor, id);
	const [row] = await tx.select().from(stockTake).where(eq(stockTake.id, id)).for('update');
	if (!row) throw notFound();
	if (!keepsTake(actor, row.scope)) throw forbidden();
	return row;
}
