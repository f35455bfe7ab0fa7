import { eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { mustSetUp } from '#lib/server/equipment/register/save-category.ts';
import { stockKind } from './tables.ts';

export type StockKindInput = {
	name: LocalizedText;
	partNumber: string;
	lowAt: number;
	note: string;
};

/**
 * Adds a kind of supplies that is counted by place. Who sets up the register of the whole town. Recorded as
 * `stock.kind_added`. Throws Forbidden.
 */
export async function addStockKind(
	db: Db,
	actor: Actor,
	input: StockKindInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	mustSetUp(actor);
	const id = newId();
	await withTransaction(db, async (tx) => {
		await tx.insert(stockKind).values({ ...input, id });
		const action = 'stock.kind_added';
		const at = clock.now();
		await recordAudit(tx, { actor, action, noun: 'stock', recordId: id, after: input, at });
	});
	return { id };
}

/**
 * Changes a kind of supplies, or takes it out of use. The same people. Recorded as `stock.kind_changed`. Throws
 * Forbidden, NotFound.
 */
export async function changeStockKind(
	db: Db,
	actor: Actor,
	{ kindId, retired, ...change }: StockKindInput & { kindId: string; retired: boolean },
	clock: Clock = systemClock
): Promise<void> {
	mustSetUp(actor);
	if (!isId(kindId)) throw notFound();
	await withTransaction(db, async (tx) => {
		const [before] = await tx
			.select()
			.from(stockKind)
			.where(eq(stockKind.id, kindId))
			.for('update');
		if (!before) throw notFound();
		const at = clock.now();
		const after = { ...change, retiredAt: retired ? (before.retiredAt ?? at) : null };
		await tx.update(stockKind).set(after).where(eq(stockKind.id, kindId));
		const action = 'stock.kind_changed';
		await recordAudit(tx, { actor, action, noun: 'stock', recordId: kindId, before, after, at });
	});
}
