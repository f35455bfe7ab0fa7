import type { Sql } from 'postgres';
import { actNumber, type ActKind } from '#lib/equipment/act-kinds.ts';
import type { ActText } from '#lib/equipment/act-text.ts';
import type { ItemEvent } from '#lib/equipment/item-states.ts';
import { project, unborn, type Happening, type Standing } from '#lib/equipment/projection.ts';
import { isoDay } from '#lib/format/moments.ts';
import { act, actLine, itemMove } from '#lib/server/equipment/acts/tables.ts';
import { hashOfText } from '#lib/server/equipment/acts/freeze-text.ts';
import { lifeEnd } from '#lib/server/equipment/models.ts';
import { item, itemModel } from '#lib/server/equipment/tables.ts';
import { rowBuffer } from './copy-rows.ts';
import type { ItemRow, World } from './model.ts';

const LIFE = 60;

/** Writes items as acts bring them about: received, handed over, and back in stock where they lie there again. */
export async function writeItems(tx: Sql, world: World): Promise<void> {
	const models = await writeModels(tx, world);
	const items = rowBuffer(item);
	for (const row of world.items) {
		items.add({
			...{ id: row.id, inventoryNumber: row.inventoryNumber, ownTag: '', category: row.category },
			...{ modelId: models.get(`${row.category} ${row.model}`) ?? null, model: row.model },
			...{ serial: row.serial, machineUuid: '', state: 'ordered', holderId: null },
			...{ responsibleId: null, contactId: null, unitId: null, placeId: null, room: '' },
			...{ heldSince: null, partOfId: null, supplier: '', orderNumber: '', priceCents: 90_000 },
			...{ boughtOn: row.boughtOn, warrantyUntil: row.warrantyUntil, lifeMonths: null },
			...{ lifeEndsOn: lifeEnd(row.boughtOn, LIFE), note: '', requestId: null },
			...{ requestNumber: null, beforeProposal: null, moves: 0, withdrawnAt: null },
			updatedAt: row.updatedAt
		});
	}
	await items.flush(tx);
	await writeActs(tx, world);
}

async function writeModels(tx: Sql, world: World): Promise<Map<string, string>> {
	const rows = rowBuffer(itemModel, { table: 'loaded_model' });
	await tx`create temporary table loaded_model (like item_model) on commit drop`;
	const seen = new Set<string>();
	for (const { category, model } of world.items) {
		if (seen.has(`${category} ${model}`)) continue;
		seen.add(`${category} ${model}`);
		const more = { maker: '', lifeMonths: null, priceCents: 95_000, note: '', retiredAt: null };
		rows.add({ id: world.makeId(world.now), category, name: model, ...more });
	}
	await rows.flush(tx);
	await tx`insert into item_model select * from loaded_model on conflict do nothing`;
	const found = await tx<{ id: string; category: string; name: string }[]>`
		select id, category, name from item_model`;
	return new Map(found.map(({ id, category, name }) => [`${category} ${name}`, id]));
}

/** What happened to an item, an act each: when, of which kind, and the events on its line. */
type Chapter = { kind: ActKind; events: ItemEvent[]; happening: Omit<Happening, 'event'> };

function chaptersOf(row: ItemRow): Chapter[] {
	const { placeId, room, requestId, requestNumber } = row;
	const bought = noon(row.boughtOn) ?? row.updatedAt;
	const given = noon(row.heldSince) ?? new Date(bought.getTime() + 86_400_000);
	const to = { holderId: row.hadBy, placeId, room, requestId, requestNumber };
	const earlier = Array.from({ length: row.before }, (): Chapter[] => [
		{ kind: 'handover', events: ['handed_over', 'accepted'], happening: { ...to, at: bought } },
		{ kind: 'return', events: ['returned'], happening: { at: bought, placeId, room: '' } }
	]);
	return [
		{ kind: 'receipt', events: ['received'], happening: { at: bought, placeId, room: '' } },
		...earlier.flat(),
		{ kind: 'handover', events: ['handed_over', 'accepted'], happening: { at: given, ...to } },
		...(row.state === 'in_stock'
			? [
					{
						kind: 'return' as const,
						events: ['returned' as const],
						happening: { at: row.updatedAt, placeId, room: '' }
					}
				]
			: [])
	];
}

const noon = (day: string | null) => (day ? new Date(`${day}T10:00:00Z`) : null);

async function writeActs(tx: Sql, world: World): Promise<void> {
	const [acts, lines, moves] = [rowBuffer(act), rowBuffer(actLine), rowBuffer(itemMove)];
	const numbers = await lastNumbers(tx);
	const by = world.agents[0]?.id ?? null;
	for (const row of world.items) {
		let standing: Standing = unborn;
		let seq = 0;
		for (const { kind, events, happening } of chaptersOf(row)) {
			const actId = world.makeId(happening.at);
			const year = Number(isoDay(happening.at).slice(0, 4));
			const last = (numbers.get(`${kind} ${year}`) ?? 0) + 1;
			numbers.set(`${kind} ${year}`, last);
			const number = actNumber(kind, year, last);
			const text = textOf(row, kind, number, isoDay(happening.at));
			const { at } = happening;
			acts.add({
				...{
					id: actId,
					kind,
					year,
					seq: last,
					number,
					state: 'complete',
					madeAt: at,
					madeById: by
				},
				...{ unitId: null, fromPersonId: null, toPersonId: happening.holderId ?? null },
				...{ placeId: row.placeId, requestId: happening.requestId ?? null },
				...{ requestNumber: happening.requestNumber ?? null, note: '', text },
				...{ textHash: hashOfText(text), completedAt: at, formKey: null, reminders: 0 },
				...{ pdfKey: null, pdfSha256: null }
			});
			const [event = 'received'] = events;
			lines.add({
				...{ id: world.makeId(at), actId, position: 0, itemId: row.id, event, doneAt: at },
				...{ refusedAt: null, holderId: happening.holderId ?? null, note: '' },
				...{ placeId: happening.placeId ?? null, room: happening.room ?? null }
			});
			for (const one of events) {
				const result = project(standing, { ...happening, event: one });
				if (!result.ok) throw new Error(`${one} cannot happen to a loaded item.`);
				const fromState = standing.state;
				standing = result.standing;
				const more = { itemId: row.id, seq: ++seq, actId, event: one, at, byId: by, note: '' };
				moves.add({ ...standing, ...more, fromState });
			}
		}
	}
	for (const rows of [acts, lines, moves]) await rows.flush(tx);
	for (const [key, last] of numbers) {
		const [kind = '', year = ''] = key.split(' ');
		await tx`
			insert into act_counter (kind, year, last) values (${kind}, ${Number(year)}, ${last})
			on conflict (kind, year) do update set last = excluded.last`;
	}
}

async function lastNumbers(tx: Sql): Promise<Map<string, number>> {
	const rows = await tx<{ kind: string; year: number; last: number }[]>`
		select kind, year, last from act_counter for update`;
	return new Map(rows.map(({ kind, year, last }) => [`${kind} ${year}`, last]));
}

const textOf = (row: ItemRow, kind: ActKind, number: string, day: string): ActText => ({
	...{ kind, number, day, organisation: '', languages: ['et'], from: null, to: null, place: '' },
	lines: [
		{
			...{ inventoryNumber: row.inventoryNumber, title: row.model, serial: row.serial },
			...{ note: '', was: '', becomes: row.room }
		}
	],
	...{ signers: [], facts: [], note: '', request: '' }
});
