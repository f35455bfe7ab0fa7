import { possibleEvents, type ItemState } from '#lib/equipment/item-states.ts';
import type { CorrectionKind } from './stock-take.ts';

/** Where the register says that a thing is. */
export type Registered = { state: ItemState; placeId: string | null; room: string };

/** Where somebody saw it; no place when the phone did not say. */
export type Seen = { placeId: string | null; room: string };

/** What the register would have to say instead. */
export type ProposedCorrection = {
	kind: Exclude<CorrectionKind, 'unknown'>;
	placeId: string | null;
	room: string;
};

const NOT_HERE: readonly ItemState[] = ['ordered', 'in_repair', 'written_off'];

const plain = (room: string) => room.trim().replace(/\s+/g, ' ').toLowerCase();

/** The same room, however it was typed; one that was not said is any. */
export const isSameRoom = (one: string, other: string): boolean =>
	plain(one) === '' || plain(other) === '' || plain(one) === plain(other);

/** Was it seen where the register does not have it? What is unknown on either side contradicts nothing. */
export function isElsewhere(registered: Registered, seen: Seen): boolean {
	if (NOT_HERE.includes(registered.state)) return true;
	const { placeId } = registered;
	if (placeId !== null && seen.placeId !== null && placeId !== seen.placeId) return true;
	return !isSameRoom(registered.room, seen.room);
}

/**
 * What to propose about a thing that was seen, or was expected and was not (`seen` null). Null when the register is
 * right, and when no act of a stock-take can change it: what is in repair comes back by its own act.
 */
export function correctionOf(registered: Registered, seen: Seen | null): ProposedCorrection | null {
	const { state } = registered;
	const possible = possibleEvents(state);
	if (!seen) {
		return possible.includes('reported_missing')
			? { kind: 'missing', placeId: null, room: '' }
			: null;
	}
	const placeId = seen.placeId ?? registered.placeId;
	const isNewPlace = placeId !== registered.placeId;
	const room = seen.room || (isNewPlace ? '' : registered.room);
	if (state === 'missing') return { kind: 'found', placeId, room };
	if (!possible.includes('relocated')) return null;
	const isNewRoom = !isSameRoom(registered.room, seen.room);
	return isNewPlace || isNewRoom ? { kind: 'move', placeId, room } : null;
}
