import { and, desc, eq, inArray, isNull, ne, sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { ActKind } from '#lib/equipment/act-kinds.ts';
import type { ItemCategory, ItemState } from '#lib/equipment/item-states.ts';
import type { EquipmentTaskKind } from '#lib/equipment/acts/task-words.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { act, actSignature, equipmentTask } from '#lib/server/equipment/acts/tables.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { holdingAnswer, holdingRound } from './tables.ts';

/** An act that waits for somebody's name, as a line says it. */
export type ActToSign = {
	id: string;
	number: string;
	kind: ActKind;
	/** Who gives the things; empty when nobody is named. */
	from: string;
	/** The first thing on it, and how many there are. */
	title: string;
	count: number;
	madeAt: string;
};

/** A thing that nobody holds by name and those who work at its place use. */
export type SharedItem = {
	id: string;
	inventoryNumber: string;
	category: ItemCategory;
	categoryName: LocalizedText;
	icon: string;
	model: string;
	state: ItemState;
	room: string;
};

/** What a holder has said of a thing and the desk has not yet seen to. */
export type SaidOfItem = {
	itemId: string;
	kind: EquipmentTaskKind;
	note: string;
	/** Somebody of the desk has it in hand. */
	taken: boolean;
	actId: string | null;
	/** To whom it is passed on. */
	to: string | null;
};

/** The yearly question: until when, and how many of the person's things it has no answer about. */
export type AskedOfHolder = { roundId: string; dueOn: string; open: number };

const MOST_SHARED = 40;

const signRecord = sql<ActToSign>`jsonb_build_object(
		'id', ${act.id}, 'number', ${act.number}, 'kind', ${act.kind},
		'from', coalesce(${act.text}->'from'->>'name', ''),
		'title', coalesce(${act.text}->'lines'->0->>'title', ''),
		'count', jsonb_array_length(${act.text}->'lines'), 'madeAt', ${act.madeAt})`;

/** The acts that wait for somebody's name, as rows of one column; `signer` is the placeholder of whose name. */
export const actToSignRecords = (signer: Placeholder): SQL =>
	sql`select ${signRecord} as record from ${actSignature}
		join ${act} on ${eq(act.id, actSignature.actId)}
		where ${actSignature.personId} = ${signer} and ${actSignature.signedAt} is null
			and ${actSignature.refusedAt} is null and ${act.state} = 'open'`;

/** One column each, so that a page can read them together with other things somebody has. */
export const actsToSign = (db: DbOrTx, personId: string) =>
	db
		.select({
			kind: sql<string>`'sign'`.as('kind'),
			record: signRecord.as('record')
		})
		.from(actSignature)
		.innerJoin(act, eq(act.id, actSignature.actId))
		.where(
			and(
				eq(actSignature.personId, personId),
				isNull(actSignature.signedAt),
				isNull(actSignature.refusedAt),
				eq(act.state, 'open')
			)
		);

/** Shared things of the place where somebody works; what serves a whole house is the desk's. */
export const sharedItems = (db: DbOrTx, personId: string) =>
	db
		.select({
			kind: sql<string>`'shared'`.as('kind'),
			record: sql<SharedItem>`jsonb_build_object(
				'id', ${item.id}, 'inventoryNumber', ${item.inventoryNumber}, 'category', ${item.category},
				'categoryName', ${itemCategory.name}, 'icon', ${itemCategory.icon},
				'model', ${item.model}, 'state', ${item.state}, 'room', ${item.room})`.as('record')
		})
		.from(person)
		.innerJoin(item, eq(item.placeId, person.placeId))
		.innerJoin(itemCategory, eq(itemCategory.code, item.category))
		.where(
			and(
				eq(person.id, personId),
				isNull(item.holderId),
				inArray(item.state, ['in_use', 'in_repair']),
				ne(item.category, 'network'),
				isNull(item.withdrawnAt)
			)
		)
		.orderBy(item.room, item.inventoryNumber)
		.limit(MOST_SHARED);

/** What of a person's things waits for the desk or a colleague because the person said so. */
export const saidOfItems = (db: DbOrTx, personId: string) =>
	db
		.select({
			kind: sql<string>`'said'`.as('kind'),
			record: sql<SaidOfItem>`jsonb_build_object(
				'itemId', ${item.id}, 'kind', ${equipmentTask.kind}, 'note', ${equipmentTask.note},
				'taken', ${equipmentTask.assigneeId} is not null, 'actId', ${equipmentTask.actId},
				'to', ${act.text}->'to'->>'name')`.as('record')
		})
		.from(item)
		.innerJoin(equipmentTask, eq(equipmentTask.itemId, item.id))
		.leftJoin(act, eq(act.id, equipmentTask.actId))
		.where(
			and(
				eq(item.holderId, personId),
				isNull(equipmentTask.doneAt),
				inArray(equipmentTask.kind, ['wants_to_return', 'passed_on', 'not_theirs', 'cannot_find']),
				sql`(${equipmentTask.kind} <> 'passed_on' or ${act.state} = 'open')`
			)
		);

/** The open round of the yearly question, for somebody with things it has no answer about. */
export const askedOfHolder = (db: DbOrTx, personId: string) =>
	db
		.select({
			kind: sql<string>`'asked'`.as('kind'),
			record: sql<AskedOfHolder>`jsonb_build_object(
				'roundId', ${holdingRound.id}, 'dueOn', ${holdingRound.dueOn},
				'open', (select count(*) from ${item} held where held.holder_id = ${personId}
					and held.state in ('in_use', 'to_be_returned')
					and not exists (select from ${holdingAnswer} a where a.round_id = holding_round.id
						and a.item_id = held.id and a.person_id = ${personId})))`.as('record')
		})
		.from(holdingRound)
		.where(isNull(holdingRound.endedAt))
		.orderBy(desc(holdingRound.beganAt))
		.limit(1);
