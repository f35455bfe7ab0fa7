import {
	EVENTS_OF_ACT,
	type ActKind,
	type SignerRole,
	type SigningMethod
} from '#lib/equipment/act-kinds.ts';
import type { ActText } from '#lib/equipment/act-text.ts';
import type { ItemEvent } from '#lib/equipment/item-states.ts';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { ItemRecord } from '#lib/server/equipment/item-record.ts';
import { getSettings } from '#lib/server/settings/settings.ts';
import { hashOfText, readActNames, whereabouts, type ActNames } from './freeze-text.ts';
import { recordMoves } from './record-moves.ts';
import { act, actLine, actSignature } from './tables.ts';
import { takeNumber } from './take-number.ts';
import { askToSign } from './tell-signers.ts';

/** One thing on an act and what happens to it. An absent place or room stays as it was. */
export type ActLineInput = {
	/** Locked by the caller, who has asked whether the actor may move it. */
	record: ItemRecord;
	event: ItemEvent;
	holderId?: string | null;
	placeId?: string | null;
	room?: string;
	requestId?: string | null;
	requestNumber?: number | null;
	note?: string;
};

/** Who is to sign. One that is signed at once says how; the maker of an act signs it by making it. */
export type SignerInput = {
	role: SignerRole;
	personId: string | null;
	/** Needed for somebody from outside. */
	name?: string;
	/** Who said it earlier and for themselves (a commission) signed then, and not with the maker of the act. */
	signed?: {
		method: SigningMethod;
		drawing?: string;
		fileId?: string;
		at?: Date;
		byId?: string;
	};
};

export type IssueActInput = {
	kind: ActKind;
	lines: readonly ActLineInput[];
	signers: readonly SignerInput[];
	fromPersonId?: string | null;
	toPersonId?: string | null;
	placeId?: string | null;
	unitId?: string | null;
	requestId?: string | null;
	requestNumber?: number | null;
	facts?: ActText['facts'];
	note?: string;
	/** Key of the form that asks for it. */
	formKey?: string | null;
	/** Nothing happens to the items until everybody has signed (a thing passed on between colleagues). */
	waits?: boolean;
};

export type IssuedAct = { id: string; number: string; isComplete: boolean };

/**
 * Makes an act: takes its number, freezes its words, lets happen what its lines say, and lays out the places for names.
 * Every change of an item's state, holder or place comes through here or through signing. Runs in the caller's
 * transaction, who has locked the items and asked who may. Whoever has still to sign is told. Recorded as `act.made`,
 * and `item.<event>` for each line.
 * Throws Conflict with the reason why an item cannot be moved so now.
 */
export async function issueAct(
	tx: Tx,
	actor: Actor,
	input: IssueActInput,
	at: Date
): Promise<IssuedAct> {
	const { kind, lines, signers, waits = false } = input;
	if (!lines.every(({ event }) => EVENTS_OF_ACT[kind].includes(event))) {
		throw new Error(`An act of ${kind} does not bring about what its lines say.`);
	}
	const names = await readActNames(
		tx,
		[
			...[input.fromPersonId, input.toPersonId],
			...signers.map(({ personId }) => personId),
			...lines.flatMap(({ record, holderId }) => [record.holderId, holderId])
		],
		[input.placeId, ...lines.flatMap(({ record, placeId }) => [record.placeId, placeId])]
	);
	const { organisationName } = await getSettings(tx);
	const id = newId();
	const year = Number(isoDay(at).slice(0, 4));
	const { seq, number } = await takeNumber(tx, kind, year);
	const text = textOf(input, names, { number, day: isoDay(at), organisation: organisationName.et });
	const isComplete = !waits && signers.every(({ signed }) => signed);
	await tx.insert(act).values({
		...{ id, kind, year, seq, number },
		state: isComplete ? 'complete' : 'open',
		madeAt: at,
		madeById: actorPersonId(actor),
		unitId: input.unitId ?? null,
		fromPersonId: input.fromPersonId ?? null,
		toPersonId: input.toPersonId ?? null,
		placeId: input.placeId ?? null,
		requestId: input.requestId ?? null,
		requestNumber: input.requestNumber ?? null,
		note: input.note ?? '',
		text,
		textHash: hashOfText(text),
		completedAt: isComplete ? at : null,
		formKey: input.formKey ?? null
	});
	await writeLines(tx, id, lines, waits ? null : at);
	await writeSigners(tx, actor, id, { signers, names, hash: hashOfText(text), at });
	const moved = waits ? [] : lines.map((line) => moveOf(line, names, at));
	const audits = await recordMoves(tx, actor, moved, { id, number });
	await recordAudits(tx, [
		...audits,
		{
			...{ actor, action: 'act.made', noun: 'act', recordId: id, at },
			after: {
				number,
				kind,
				items: text.lines.map((line) => line.inventoryNumber),
				note: text.note
			}
		}
	]);
	if (!isComplete) await askToSign(tx, actor, { id, text }, at);
	return { id, number, isComplete };
}

async function writeLines(tx: Tx, actId: string, lines: readonly ActLineInput[], at: Date | null) {
	const rows = lines.map((line, position) => ({
		...{ id: newId(), actId, position, itemId: line.record.id, event: line.event, doneAt: at },
		holderId: line.holderId ?? null,
		placeId: line.placeId ?? null,
		room: line.room ?? null,
		note: line.note ?? ''
	}));
	for (let start = 0; start < rows.length; start += 1000) {
		await tx.insert(actLine).values(rows.slice(start, start + 1000));
	}
}

type Signing = { signers: readonly SignerInput[]; names: ActNames; hash: string; at: Date };

async function writeSigners(tx: Tx, actor: Actor, actId: string, signing: Signing) {
	const { signers, names, hash, at } = signing;
	if (signers.length === 0) return;
	await tx.insert(actSignature).values(
		signers.map(({ role, personId, name, signed }, position) => ({
			...{ id: newId(), actId, position, role, personId },
			name: name ?? names.person(personId)?.name ?? '',
			...(signed && {
				method: signed.method,
				signedAt: signed.at ?? at,
				textHash: hash,
				drawing: signed.drawing ?? null,
				fileId: signed.fileId ?? null,
				byId: signed.byId ?? actorPersonId(actor),
				address: signed.byId ? '' : (actor.ip ?? '')
			})
		}))
	);
}

function moveOf(line: ActLineInput, names: ActNames, at: Date) {
	const { record, event, holderId, placeId, room, requestId, requestNumber, note } = line;
	const holder = names.person(holderId)?.name;
	const where = placeId ? names.place(placeId) : '';
	return {
		record,
		happening: { event, at, holderId, placeId, room, requestId, requestNumber },
		note,
		names: {
			...(holder ? { holderName: holder } : {}),
			...(where ? { placeName: where } : {})
		}
	};
}

type Heading = { number: string; day: string; organisation: string };

function textOf(input: IssueActInput, names: ActNames, heading: Heading): ActText {
	const { kind, lines, signers, requestNumber } = input;
	const reader = names.locale(input.toPersonId ?? input.fromPersonId);
	return {
		...{ kind, ...heading },
		languages: reader === 'et' ? ['et'] : ['et', reader],
		from: names.person(input.fromPersonId),
		to: names.person(input.toPersonId),
		place: names.place(input.placeId),
		lines: lines.map(({ record, holderId, placeId, room, note }) => ({
			inventoryNumber: record.inventoryNumber,
			title: record.model,
			serial: record.serial,
			note: note ?? '',
			was: whereabouts(names, record),
			becomes: whereabouts(names, {
				holderId: holderId ?? null,
				placeId: placeId === undefined ? record.placeId : placeId,
				room: room ?? record.room
			})
		})),
		signers: signers.map(({ role, personId, name }) => ({
			role,
			name: name ?? names.person(personId)?.name ?? ''
		})),
		facts: input.facts ?? [],
		note: input.note ?? '',
		request: requestNumber ? `IT-${requestNumber}` : ''
	};
}
