import type { ItemEvent } from '#lib/equipment/item-states.ts';
import type { ItemKind } from '#lib/equipment/own-fields.ts';
import type { RowProblem } from '#lib/imports/import-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { OwnValues } from '#lib/server/equipment/register/own-values.ts';
import type { RowSide } from '#lib/server/imports/import-spec.ts';
import type { FoundPerson, NamedThing, NameIndex } from './known-names.ts';

/** What of an item a file may say and a correction may change. */
export type ItemFacts = {
	category?: string;
	model?: string;
	serial?: string;
	ownTag?: string;
	unitId?: string | null;
	responsibleId?: string | null;
	contactId?: string | null;
	supplier?: string;
	orderNumber?: string;
	priceCents?: number | null;
	boughtOn?: string | null;
	warrantyUntil?: string | null;
	lifeMonths?: number | null;
	note?: string;
};

/** Who and where, by a file. */
export type ItemWhere = { holderId?: string; placeId?: string; room?: string };

/** A move by which an item comes to where the file has it. */
export type ItemMoving = ItemWhere & {
	event: Extract<ItemEvent, 'handed_over' | 'passed_on' | 'relocated'>;
};

/** What a row of equipment was and becomes, as it is kept with the import. */
export type ItemSide = RowSide & {
	facts: ItemFacts;
	maker?: string;
	own?: OwnValues;
	where?: ItemWhere;
	moving?: ItemMoving;
	/** Moves of the item when the import was done with it. */
	moves?: number;
};

/** What the cells of a row mean, and what is wrong with them. */
export type ReadItemRow = {
	number: string;
	facts: ItemFacts;
	maker: string;
	/** Cells of own fields, as the form would send them. */
	own: OwnValues;
	where: ItemWhere;
	kind: ItemKind | undefined;
	holder: FoundPerson | undefined;
	/** Names of what was found, by field, for the preview. */
	names: Record<string, string>;
	problems: RowProblem[];
};

/** What is needed to read rows: who is there, and what the columns are called. */
export type RowWorld = {
	actor: Actor;
	kinds: readonly ItemKind[];
	places: NameIndex<NamedThing>;
	units: NameIndex<NamedThing>;
	people: NameIndex<FoundPerson>;
	heading: (field: string) => string;
};
