import { conflict } from '#lib/errors.ts';
import type { ItemEvent } from '#lib/equipment/item-states.ts';
import { project, type Happening } from '#lib/equipment/projection.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import type { AuditEvent } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import type { ItemRecord } from '#lib/server/equipment/item-record.ts';
import { closeSettledTasks } from './close-tasks.ts';
import { itemMove } from './tables.ts';
import { withdrawGone } from './withdraw-gone.ts';

/** One thing that happens to one item, with the names that its history mentions. */
export type Move = {
	record: ItemRecord;
	happening: Happening;
	note?: string;
	names?: Record<string, string>;
};

const ROWS_AT_ONCE = 1000;

/**
 * Lets things happen to items: the only way in which their state, holder and place change. Adds a row each to
 * `item_move`, from which a trigger writes the item; ends the desk's tasks that are settled by it, and withdraws acts that nobody
 * need sign any more. The items are locked (`lockItem`, `lockItems`), each is named once, and whoever calls has asked
 * who may. Gives what the audit log is to say (`item.<event>` for each), for the caller to record last. Throws Conflict with the reason why something cannot happen now; then nothing has.
 */
export async function recordMoves(
	tx: Tx,
	actor: Actor,
	moves: readonly Move[],
	act: { id: string; number: string }
): Promise<AuditEvent[]> {
	const rows = moves.map((move) => ({ move, standing: standingAfter(move) }));
	for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
		await tx.insert(itemMove).values(
			rows.slice(start, start + ROWS_AT_ONCE).map(({ move, standing }) => ({
				...standing,
				itemId: move.record.id,
				seq: move.record.moves + 1,
				actId: act.id,
				event: move.happening.event,
				at: move.happening.at,
				byId: actorPersonId(actor),
				fromState: move.record.state,
				note: move.note ?? ''
			}))
		);
	}
	const happened = moves.map(({ record, happening: { event, at } }) => ({
		itemId: record.id,
		event,
		at
	}));
	const settled = [
		...(await closeSettledTasks(tx, actor, happened, act.number)),
		...(await withdrawWhatLeft(tx, happened, act))
	];
	const moved = rows.map(({ move, standing }) => {
		const { record, happening, note, names } = move;
		const { holderName } = record;
		return {
			actor,
			action: auditAction(happening.event),
			noun: 'item',
			recordId: record.id,
			before: { ...changed(standing, record), ...(holderName ? { holderName } : {}) },
			after: {
				...changed(record, standing),
				...names,
				act: act.number,
				...(note ? { note } : {})
			},
			at: happening.at
		};
	});
	return [...moved, ...settled];
}

type Happened = { itemId: string; event: ItemEvent; at: Date };
const LEAVES_HANDS: readonly ItemEvent[] = ['returned', 'passed_on', 'written_off'];

async function withdrawWhatLeft(
	tx: Tx,
	happened: readonly Happened[],
	act: { id: string; number: string }
): Promise<AuditEvent[]> {
	const left = happened.filter(({ event }) => LEAVES_HANDS.includes(event));
	const [first] = left;
	if (!first) return [];
	const itemIds = left.map(({ itemId }) => itemId);
	return withdrawGone(tx, itemIds, act, first.at);
}

function standingAfter({ record, happening }: Move) {
	const result = project(record, happening);
	if (result.ok) return result.standing;
	throw conflict(result.because, {
		number: record.inventoryNumber,
		holder: record.holderName ?? record.room
	});
}

/** What `now` says otherwise than `other`. */
function changed(other: object, now: object): Record<string, unknown> {
	const was = new Map<string, unknown>(Object.entries(other));
	return Object.fromEntries(
		Object.entries(now).filter(([key, value]) => was.has(key) && was.get(key) !== value)
	);
}

const auditAction = (event: ItemEvent): string =>
	event === 'relocated' ? 'item.moved' : `item.${event}`;
