import type { ActKind } from '#lib/equipment/act-kinds.ts';
import type { ItemEvent } from '#lib/equipment/item-states.ts';
import { project } from '#lib/equipment/projection.ts';
import { m } from '#lib/paraglide/messages.js';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import {
	issueAct,
	type IssueActInput,
	type SignerInput
} from '#lib/server/equipment/acts/issue-act.ts';
import { recordMoves } from '#lib/server/equipment/acts/record-moves.ts';
import type { ItemRecord } from '#lib/server/equipment/item-record.ts';
import type { ItemWhere } from './item-row.ts';

/** A thing of a file, locked, and where the file has it. Its record follows the moves that are made. */
export type ImportLine = ItemWhere & { row: number; record: ItemRecord };

type Making = { tx: Tx; actor: Actor; at: Date };

/** The note on acts of an import: they are written in Estonian, the language of the accounts. */
const importNote = () => m.imports_act_note({}, { locale: 'et' });

/** New things are received by one act, each at its place. */
export async function receiveLines(making: Making, lines: readonly ImportLine[]): Promise<void> {
	await make(making, 'receipt', 'received', lines, { signers: [] });
}

/**
 * Things are handed over by one act each person, signed on paper at the time, and accepted: nobody is asked for anything.
 */
export async function handOverLines(making: Making, lines: readonly ImportLine[]): Promise<void> {
	for (const [holderId, some] of grouped(lines, ({ holderId }) => holderId ?? '')) {
		const act = await make(making, 'handover', 'handed_over', some, {
			toPersonId: holderId,
			signers: signers(making.actor, null, holderId)
		});
		const { tx, actor, at } = making;
		const moves = some.map(({ record }) => ({
			...{ record, happening: { event: 'accepted' as const, at }, note: importNote() }
		}));
		await recordAudits(tx, await recordMoves(tx, actor, moves, act));
		for (const line of some) follow(line, 'accepted', at);
	}
}

/** Things go from one person to another by one act each pair, signed on paper at the time. */
export async function passOnLines(making: Making, lines: readonly ImportLine[]): Promise<void> {
	const pair = ({ record, holderId }: ImportLine) => `${record.holderId ?? ''} ${holderId ?? ''}`;
	for (const [key, some] of grouped(lines, pair)) {
		const [from = '', to = ''] = key.split(' ');
		await make(making, 'transfer', 'passed_on', some, {
			...{ fromPersonId: from || null, toPersonId: to },
			signers: signers(making.actor, from || null, to)
		});
	}
}

/** Things that only stand elsewhere are moved by one act. */
export async function relocateLines(making: Making, lines: readonly ImportLine[]): Promise<void> {
	await make(making, 'transfer', 'relocated', lines, { signers: [] });
}

function signers(actor: Actor, from: string | null, to: string): SignerInput[] {
	const byId = actorPersonId(actor);
	const paper = { method: 'paper' as const };
	const gives = from
		? { role: 'gives' as const, personId: from, signed: paper }
		: byId && { role: 'gives' as const, personId: byId, signed: { method: 'portal' as const } };
	return [...(gives ? [gives] : []), { role: 'receives', personId: to, signed: paper }];
}

async function make(
	{ tx, actor, at }: Making,
	kind: ActKind,
	event: ItemEvent,
	lines: readonly ImportLine[],
	input: Pick<IssueActInput, 'signers' | 'fromPersonId' | 'toPersonId'>
): Promise<{ id: string; number: string }> {
	if (lines.length === 0) return { id: '', number: '' };
	const places = new Set(lines.map(({ placeId }) => placeId));
	const units = new Set(lines.map(({ record }) => record.scopeUnitId));
	const act = await issueAct(
		tx,
		actor,
		{
			...{ kind, ...input, note: importNote() },
			placeId: places.size === 1 ? (lines[0]?.placeId ?? null) : null,
			unitId: units.size === 1 ? (lines[0]?.record.scopeUnitId ?? null) : null,
			lines: lines.map((line) => ({ record: line.record, event, ...whereOf(line, event) }))
		},
		at
	);
	for (const line of lines) follow(line, event, at);
	return act;
}

function whereOf({ holderId, placeId, room }: ImportLine, event: ItemEvent): ItemWhere {
	const getsIt = event === 'handed_over' || event === 'passed_on';
	return {
		...(getsIt ? { holderId } : {}),
		...(placeId ? { placeId } : {}),
		...(room === undefined ? {} : { room })
	};
}

function follow(line: ImportLine, event: ItemEvent, at: Date): void {
	const { record } = line;
	const after = project(record, { event, at, ...whereOf(line, event) });
	if (after.ok) line.record = { ...record, ...after.standing, moves: record.moves + 1 };
}

function grouped(lines: readonly ImportLine[], keyOf: (line: ImportLine) => string) {
	const groups = new Map<string, ImportLine[]>();
	for (const line of lines) groups.set(keyOf(line), [...(groups.get(keyOf(line)) ?? []), line]);
	return groups;
}
