import { inArray, sql, type SQL } from 'drizzle-orm';
import { forbidden, invalid } from '#lib/errors.ts';
import type { StockTakeScope } from '#lib/equipment/stocktake/stock-take.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { stockTake, stockTakeLine, stockTakeMember } from './tables.ts';
import { keepsTake } from './take-access.ts';
import { tellMembers } from './tell-members.ts';

export type BeginInput = {
	title: string;
	scope: StockTakeScope;
	members: readonly { personId: string; signs: boolean }[];
	note?: string;
};

/**
 * Begins a stock-take: writes down what the register expects in its places (with those below), units (with those
 * below) and categories, and who counts. Left out is what cannot be there: ordered, in repair, missing, written off, built
 * into something else. Who counts is told. Only the desk, for units that are its own, or the whole town's desk for everything. Recorded as
 * `stock_take.began`. Throws Forbidden, and Invalid at `title`, `unitIds`, `members`, `scope` (nothing is expected).
 */
export async function beginStockTake(
	db: DbOrTx,
	actor: Actor,
	input: BeginInput,
	clock: Clock = systemClock
): Promise<{ id: string; expected: number }> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	const title = input.title.trim();
	if (title === '') throw invalid({ title: ['errors_required'] });
	const { scope } = input;
	if (![...scope.placeIds, ...scope.unitIds].every(isId))
		throw invalid({ scope: ['errors_invalid'] });
	if (!keepsTake(actor, scope)) throw invalid({ unitIds: ['stocktake_own_units'] });
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const id = newId();
		const memberIds = await activeMembers(tx, input.members);
		await tx.insert(stockTake).values({
			...{ id, title, scope, state: 'counting', beganAt: at },
			unitId: scope.unitIds.length === 1 ? scope.unitIds[0] : null,
			beganById: actorPersonId(actor),
			note: input.note?.trim() ?? ''
		});
		await tx.insert(stockTakeMember).values(
			memberIds.map((personId) => ({
				...{ stockTakeId: id, personId },
				signs: input.members.some((one) => one.personId === personId && one.signs)
			}))
		);
		const expected = await writeExpected(tx, id, scope);
		if (expected === 0) throw invalid({ scope: ['stocktake_nothing_expected'] });
		await tellMembers(tx, actor, { id, title }, memberIds, at);
		await recordAudit(tx, {
			...{ actor, action: 'stock_take.began', noun: 'stock_take', recordId: id, at },
			after: { title, scope, memberIds, expected }
		});
		return { id, expected };
	});
}

async function activeMembers(tx: Tx, members: BeginInput['members']): Promise<string[]> {
	const ids = [...new Set(members.map(({ personId }) => personId))];
	if (ids.length === 0) throw invalid({ members: ['stocktake_members_needed'] });
	if (!ids.every(isId)) throw invalid({ members: ['errors_invalid'] });
	const found = await tx
		.select({ id: person.id, status: person.status })
		.from(person)
		.where(inArray(person.id, ids));
	if (found.length < ids.length || found.some(({ status }) => status === 'left')) {
		throw invalid({ members: ['registers_person_left'] });
	}
	return ids;
}

/** One statement: what is expected is one moment's truth, however much is moved meanwhile. */
async function writeExpected(tx: Tx, id: string, scope: StockTakeScope): Promise<number> {
	const conditions: SQL[] = [
		sql`i.withdrawn_at is null and i.part_of_id is null`,
		sql`i.state in ('in_stock', 'reserved', 'handed_over', 'in_use', 'to_be_returned', 'write_off_proposed')`
	];
	const { placeIds, unitIds, categories } = scope;
	if (placeIds.length > 0) {
		conditions.push(sql`i.place_id in (with recursive below as (
			select p.id from ${place} p where p.id in ${placeIds}
			union select p.id from ${place} p join below on p.parent_id = below.id) select id from below)`);
	}
	if (unitIds.length > 0) {
		conditions.push(sql`coalesce(h.unit_id, i.unit_id) in (select u.id from ${unit} u
			where u.ancestor_ids && array[${sql.join(
				unitIds.map((one) => sql`${one}::uuid`),
				sql`, `
			)}])`);
	}
	if (categories.length > 0) conditions.push(sql`i.category in ${categories}`);
	const written = await tx.execute(sql`insert into ${stockTakeLine}
		(stock_take_id, item_id, expected, state, holder_id, place_id, room, result, moves)
		select ${id}, i.id, true, i.state, i.holder_id, i.place_id, i.room, 'expected', i.moves
		from ${item} i left join ${person} h on h.id = i.holder_id
		where ${sql.join(conditions, sql` and `)}`);
	return written.count;
}
