import { and, inArray, isNull } from 'drizzle-orm';
import { OUT } from '#lib/equipment/item-states.ts';
import { m } from '#lib/paraglide/messages.js';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { issueAct } from '#lib/server/equipment/acts/issue-act.ts';
import { lockItems, type ItemRecord } from '#lib/server/equipment/item-record.ts';
import { itemFieldValue } from '#lib/server/equipment/register/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import type { ImportSpec } from '#lib/server/imports/import-spec.ts';
import { changeItems } from './change-items.ts';
import type { ItemSide } from './item-row.ts';

type DoneRow = Parameters<ImportSpec['undo']>[2][number];

/**
 * Takes rows of equipment back. What was entered is returned by one act where somebody has it, and withdrawn: it is in no
 * list and its number is free. Corrections are turned round. What anything has happened to since stays, and so does what
 * acts have moved.
 */
export const undoItems: ImportSpec['undo'] = async (tx, actor, rows, at) => {
	const kept: { row: number; problem: { heading: string; key: string } }[] = [];
	const stays = ({ row }: DoneRow, key: string) => {
		kept.push({ row, problem: { heading: '', key } });
		return false;
	};
	const living = await tx
		.select({ id: item.id })
		.from(item)
		.where(
			and(
				isNull(item.withdrawnAt),
				inArray(
					item.id,
					rows.flatMap(({ recordId }) => recordId ?? [])
				)
			)
		);
	const ids = living.map(({ id }) => id);
	const records = await lockItems(
		tx,
		actor,
		ids.map((itemId) => ({ itemId }))
	);
	const recordOf = new Map(records.map((record) => [record.id, record]));
	const holdsParts = await withParts(tx, ids);
	const good = rows.filter((row) => {
		const { recordId, after, doneAt, kind } = row;
		const record = recordOf.get(recordId ?? '');
		const side = after as ItemSide;
		const isSame =
			record?.updatedAt.getTime() === doneAt.getTime() &&
			(side.moves === undefined || side.moves === record.moves);
		if (!record || !isSame) return stays(row, 'imports_undo_touched');
		if (side.moving) return stays(row, 'imports_undo_moved');
		if (kind === 'insert' && holdsParts.has(record.id)) return stays(row, 'imports_undo_has_parts');
		return true;
	});
	const entered = good
		.filter(({ kind }) => kind === 'insert')
		.flatMap(({ recordId }) => recordOf.get(recordId ?? '') ?? []);
	await withdraw(tx, actor, entered, at);
	const changed = good.filter(({ kind }) => kind === 'change');
	await changeItems(
		tx,
		actor,
		changed.map(({ recordId, before, after }) => ({ recordId, before: after, after: before })),
		at
	);
	return kept;
};

async function withParts(tx: Tx, ids: readonly string[]): Promise<Set<string | null>> {
	const parts = await tx
		.select({ of: item.partOfId })
		.from(item)
		.where(and(isNull(item.withdrawnAt), inArray(item.partOfId, [...ids])));
	return new Set(parts.map(({ of }) => of));
}

async function withdraw(
	tx: Tx,
	actor: Actor,
	records: readonly ItemRecord[],
	at: Date
): Promise<void> {
	if (records.length === 0) return;
	const held = records.filter(({ state }) => OUT.includes(state));
	const units = new Set(held.map(({ scopeUnitId }) => scopeUnitId));
	const byId = actorPersonId(actor);
	if (held.length > 0) {
		await issueAct(
			tx,
			actor,
			{
				kind: 'return',
				lines: held.map((record) => ({ record, event: 'returned' })),
				signers: byId ? [{ role: 'receives', personId: byId, signed: { method: 'portal' } }] : [],
				unitId: units.size === 1 ? (held[0]?.scopeUnitId ?? null) : null,
				note: m.imports_undo_note({}, { locale: 'et' })
			},
			at
		);
	}
	const ids = records.map(({ id }) => id);
	// Values that only one thing may have are free again; the import keeps what they were.
	await tx.delete(itemFieldValue).where(inArray(itemFieldValue.itemId, ids));
	await tx.update(item).set({ withdrawnAt: at, updatedAt: at }).where(inArray(item.id, ids));
	await recordAudits(
		tx,
		records.map(({ id, inventoryNumber }) => ({
			...{ actor, action: 'item.withdrawn', noun: 'item', recordId: id, at },
			before: { inventoryNumber }
		}))
	);
}
