import type { ItemState } from '#lib/equipment/item-states.ts';
import type { CountResult } from './stock-take.ts';

/** A thing as the phone knows it, so that it can answer a scan without a connection. */
export type CountThing = {
	id: string;
	number: string;
	/** What else its label may say: own tag and serial. */
	also: string[];
	title: string;
	holder: string | null;
	state: ItemState;
	placeId: string | null;
	room: string;
	result: CountResult;
	seenPlaceId: string | null;
	seenRoom: string;
};
