import type { ActKind, SignerRole } from './act-kinds.ts';

/** A person as a document names them. */
export type ActParty = { name: string; position: string; unit: string };

/**
 * What a document says, frozen when it is made: names and numbers as they stood then, no ids and nothing that is looked
 * up when it is printed years later. Kinds and roles are codes; their words are printed in the languages named.
 */
export type ActText = {
	kind: ActKind;
	number: string;
	/** Day (ISO) in the town. */
	day: string;
	organisation: string;
	/** Estonian first; the language of the one who signs beside it when it is another. */
	languages: ('et' | 'ru' | 'en')[];
	from: ActParty | null;
	to: ActParty | null;
	place: string;
	lines: {
		inventoryNumber: string;
		title: string;
		serial: string;
		/** Accessories and state as written by the agent. */
		note: string;
		/** Where it came from and where it goes: places and rooms, people. */
		was: string;
		becomes: string;
	}[];
	signers: { role: SignerRole; name: string }[];
	/** Facts of the kind: supplier, order, vendor of a repair, reason, cost; the code of a label and its value. */
	facts: { label: string; value: string }[];
	note: string;
	request: string;
};
