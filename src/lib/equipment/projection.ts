import { isoDay } from '#lib/format/moments.ts';
import { afterEvent, OUT, type ItemEvent, type ItemState } from './item-states.ts';

/** What acts decide about an item, and nothing else does. */
export type Standing = {
	state: ItemState;
	holderId: string | null;
	placeId: string | null;
	room: string;
	/** Day (ISO) since when the holder or the room has it; null on the shelf. */
	heldSince: string | null;
	/** The request that gave it, by id and number. */
	requestId: string | null;
	requestNumber: number | null;
	/** The state before a write-off was proposed. */
	beforeProposal: ItemState | null;
};

/** One happening, as a line of an act states it. An absent place or room stays as it was. */
export type Happening = {
	event: ItemEvent;
	at: Date;
	holderId?: string | null;
	placeId?: string | null;
	room?: string;
	requestId?: string | null;
	requestNumber?: number | null;
};

/** A new item before anything happened to it. */
export const unborn: Standing = {
	state: 'ordered',
	holderId: null,
	placeId: null,
	room: '',
	heldSince: null,
	requestId: null,
	requestNumber: null,
	beforeProposal: null
};

/**
 * What an item is after one more happening: its state by the table of states, its holder and place as the act says.
 * Pure; the command that moves an item and the test that rebuilds the register from its acts both go by it.
 */
export function project(
	standing: Standing,
	happening: Happening
): { ok: true; standing: Standing } | Extract<ReturnType<typeof afterEvent>, { ok: false }> {
	const after = afterEvent(standing, happening.event);
	if (!after.ok) return after;
	const { event, at } = happening;
	const next: Standing = {
		...standing,
		state: after.to,
		placeId: happening.placeId === undefined ? standing.placeId : happening.placeId,
		room: happening.room ?? standing.room,
		beforeProposal: event === 'write_off_proposed' ? standing.state : null
	};
	if (event === 'handed_over' || event === 'passed_on') {
		next.holderId = happening.holderId ?? null;
		next.heldSince = isoDay(at);
	}
	if (event === 'handed_over' || event === 'reserved') {
		next.requestId = happening.requestId ?? null;
		next.requestNumber = happening.requestNumber ?? null;
	}
	if (event === 'written_off' || (after.to === 'in_stock' && OUT.includes(standing.state))) {
		next.holderId = null;
		next.heldSince = null;
	}
	if (after.to === 'in_stock' && event !== 'received') {
		next.requestId = null;
		next.requestNumber = null;
	}
	return { ok: true, standing: next };
}
