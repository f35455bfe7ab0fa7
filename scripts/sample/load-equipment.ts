import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import { askBack, reportMissing } from '#lib/server/equipment/change-item-state.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { sendToRepair } from '#lib/server/equipment/repair/send-to-repairs.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import { servePlaces } from '#lib/server/equipment/serve-places.ts';
import { REPAIRERS } from './equipment/repairs.ts';
import { morning } from './load-registers.ts';
import { sampleRows, type SampleRow } from './sample-csv.ts';
import { found, type Town } from './sample-town.ts';
import type { Beginning, Story } from './timeline.ts';

const DAY = 86_400_000;

/** Each item from the day it was bought to where it is now. */
export function equipmentStories(town: Town, begin: Date, now: Date): Beginning[] {
	return sampleRows('equipment', now).map((row) => {
		const bought = morning(row.bought_on, 7);
		return { at: bought > begin ? bought : begin, story: itemStory(town, row, now) };
	});
}

async function* itemStory(town: Town, row: SampleRow, now: Date): Story {
	const { db, clock } = town;
	const { inventory_number: inventoryNumber = '', state, room = '', note = '' } = row;
	const placeId = found(town.places.get(row.place ?? ''), `place ${row.place}`);
	const inStock = state === 'in_stock' || state === 'written_off';
	await registerItem(
		db,
		systemActor,
		{
			inventoryNumber,
			category: row.category as ItemCategory,
			model: row.model ?? '',
			serial: row.serial ?? '',
			placeId: inStock || state === 'in_repair' ? placeId : town.places.get('it-ladu'),
			room: inStock ? room : '',
			boughtOn: row.bought_on,
			warrantyUntil: row.warranty_until,
			note: row.holder || !inStock ? note : ''
		},
		clock
	);
	const ref = { inventoryNumber };
	const placeIds = sampleRows('serves', now)
		.filter((served) => served.inventory_number === inventoryNumber)
		.map((served) => found(town.places.get(served.place ?? ''), `place ${served.place}`));
	if (placeIds.length > 0) await servePlaces(db, systemActor, { ...ref, placeIds }, clock);
	if (row.holder || state === 'in_use' || state === 'missing') {
		yield row.held_since ? morning(row.held_since, 8) : new Date(clock.now().getTime() + 14 * DAY);
		const personId = row.holder ? town.who(row.holder).id : null;
		const signed = { method: 'paper' as const };
		await handOver(db, systemActor, { ...ref, personId, placeId, room, signed }, clock);
	}
	if (state === 'to_be_returned') {
		yield new Date(now.getTime() - 3 * DAY);
		await askBack(db, systemActor, ref, clock);
	} else if (state === 'in_repair') {
		yield new Date(now.getTime() - 9 * DAY);
		const days = row.category === 'laptop' ? 7 : 20;
		const expectedOn = isoDay(new Date(clock.now().getTime() + days * DAY));
		const vendor = REPAIRERS[row.category === 'laptop' ? 0 : 2];
		await sendToRepair(db, systemActor, { ...ref, vendor, fault: note, expectedOn }, clock);
	} else if (state === 'missing') {
		yield new Date(now.getTime() - 40 * DAY);
		await reportMissing(db, systemActor, { ...ref, note }, clock);
	}
}
