import { systemActor } from '#lib/people/actor.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { RepairOutcome } from '#lib/equipment/repair-outcomes.ts';
import { bringBack } from '#lib/server/equipment/repair/bring-back.ts';
import { sendToRepair } from '#lib/server/equipment/repair/send-to-repairs.ts';
import { sampleRows } from '../sample-csv.ts';
import type { Town } from '../sample-town.ts';
import type { Beginning, Story } from '../timeline.ts';

const DAY = 86_400_000;

/** Who repairs things for Kaldemäe. */
export const REPAIRERS = ['Arvutikeskus OÜ', 'Overall Eesti AS', 'Printerihooldus OÜ'] as const;

type PastRepair = {
	vendor: string;
	fault: string;
	outcome: RepairOutcome;
	costCents: number | null;
	days: number;
};

const PAST: PastRepair[] = [
	{
		vendor: REPAIRERS[0],
		fault: 'Klaviatuuri tühikuklahv ei tööta',
		...{ outcome: 'repaired', costCents: null, days: 12 }
	},
	{
		vendor: REPAIRERS[1],
		fault: 'Ekraan vilgub',
		...{ outcome: 'repaired', costCents: 14_900, days: 21 }
	},
	{
		vendor: REPAIRERS[0],
		fault: 'Aku ei lae',
		...{ outcome: 'no_fault', costCents: 3600, days: 8 }
	},
	{
		vendor: REPAIRERS[1],
		fault: 'Laadimispesa logiseb',
		...{ outcome: 'repaired', costCents: 8950, days: 16 }
	}
];

/** Repairs of the past year that are over: laptops that somebody has had for a long time. */
export function repairStories(town: Town, now: Date): Beginning[] {
	const longAgo = isoDay(new Date(now.getTime() - 420 * DAY));
	const laptops = sampleRows('equipment', now).filter(
		(row) =>
			row.category === 'laptop' &&
			row.state === 'in_use' &&
			row.holder &&
			row.held_since &&
			row.held_since < longAgo
	);
	return PAST.map((past, n) => ({
		at: new Date(now.getTime() - (330 - n * 70) * DAY),
		story: repairStory(town, laptops[20 + n * 7]?.inventory_number ?? '', past)
	}));
}

async function* repairStory(town: Town, inventoryNumber: string, past: PastRepair): Story {
	const { db, clock } = town;
	const { vendor, fault, outcome, costCents, days } = past;
	const sent = clock.now().getTime();
	const expectedOn = isoDay(new Date(sent + 14 * DAY));
	const underWarranty = costCents === null;
	const input = { inventoryNumber, vendor, fault, underWarranty, expectedOn };
	await sendToRepair(db, systemActor, input, clock);
	yield new Date(sent + days * DAY);
	await bringBack(db, systemActor, { inventoryNumber, outcome, costCents }, clock);
}
