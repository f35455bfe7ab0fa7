import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { staffChangeLine } from '../changes/tables.ts';
import type { Leaving } from './open-leaving.ts';

/** Lines of a leaving, one for each thing, right and seat that the leaver has. Those that stand there already stay. */
export async function noteHeld(tx: Tx, leaving: Leaving): Promise<void> {
	const { personId, day } = leaving;
	if (!personId) return;
	const [known, rights, seats, items] = await Promise.all([
		tx.select().from(staffChangeLine).where(eq(staffChangeLine.changeId, leaving.id)),
		tx
			.select({ id: accessRight.id, roleId: accessRight.roleId })
			.from(accessRight)
			.where(and(eq(accessRight.personId, personId), isNull(accessRight.endedAt))),
		tx
			.select({ id: softwareSeat.id, productId: softwareSeat.productId })
			.from(softwareSeat)
			.where(and(eq(softwareSeat.personId, personId), isNull(softwareSeat.releasedAt))),
		tx
			.select({ id: item.id, category: item.category })
			.from(item)
			.where(
				and(eq(item.holderId, personId), ne(item.state, 'written_off'), isNull(item.withdrawnAt))
			)
	]);
	const stands = new Set(known.map((line) => line.rightId ?? line.seatId ?? line.itemId));
	const common = { changeId: leaving.id, proposed: 'drop' as const, dueOn: day };
	const lines = [
		...rights.map(({ id, roleId }) => ({ kind: 'right' as const, rightId: id, roleId })),
		...seats.map(({ id, productId }) => ({ kind: 'seat' as const, seatId: id, productId })),
		...items.map(({ id, category }) => ({ kind: 'item' as const, itemId: id, category }))
	].filter((line) => !stands.has(heldId(line)));
	if (lines.length > 0)
		await tx
			.insert(staffChangeLine)
			.values(lines.map((line) => ({ id: newId(), ...common, ...line })));
}

const heldId = (line: { rightId?: string; seatId?: string; itemId?: string }): string =>
	line.rightId ?? line.seatId ?? line.itemId ?? '';
