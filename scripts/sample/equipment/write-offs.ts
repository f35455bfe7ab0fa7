import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { findItemsByNumber } from '#lib/server/equipment/find-by-number.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import { decideWriteOff } from '#lib/server/equipment/writeoff/decide-write-off.ts';
import { disposeWriteOff } from '#lib/server/equipment/writeoff/dispose-write-off.ts';
import { giveOpinion } from '#lib/server/equipment/writeoff/give-opinion.ts';
import { proposeWriteOff } from '#lib/server/equipment/writeoff/propose-write-off.ts';
import { recordWipe } from '#lib/server/equipment/writeoff/record-wipe.ts';
import { sampleRows } from '../sample-csv.ts';
import type { Town } from '../sample-town.ts';
import type { Beginning, Story } from '../timeline.ts';

const DAY = 86_400_000;
const COMMISSION = ['marju.kasemets', 'anne.parn', 'author'] as const;

/** One write-off that is over, of the things that the register has as written off, and one that the commission looks at. */
export function writeOffStories(town: Town, now: Date): Beginning[] {
	return [
		{ at: new Date(now.getTime() - 150 * DAY), story: pastWriteOff(town, now) },
		{ at: new Date(now.getTime() - 1500 * DAY), story: presentWriteOff(town, now) }
	];
}

async function* pastWriteOff(town: Town, now: Date): Story {
	const { db, clock } = town;
	const gone = sampleRows('equipment', now).filter(({ state }) => state === 'written_off');
	const numbers = gone.flatMap((row) => row.inventory_number ?? []);
	const { id: writeOffId, itemIds } = await propose(town, numbers, {
		title: 'Vanad kuvarid ja sülearvutid',
		reason: 'Seadmed ei käivitu või nende remont on kallim kui uus seade.',
		condition: 'Ei käivitu'
	});
	const began = clock.now().getTime();
	for (const [n, name] of COMMISSION.entries()) {
		yield new Date(began + (n + 1) * DAY);
		await say(town, writeOffId, name);
	}
	yield new Date(began + 9 * DAY);
	const chief = await town.actor(town.who('admin@linn.example'));
	await decideWriteOff(
		db,
		chief,
		{ writeOffId, approves: true, reason: 'Nõus komisjoniga.' },
		clock
	);
	yield new Date(began + 12 * DAY);
	const agent = await town.actor(town.who('agent@linn.example'));
	await recordWipe(db, agent, { writeOffId, itemIds, method: 'destroy' }, clock);
	yield new Date(began + 20 * DAY);
	const taken = { disposedOn: isoDay(clock.now()), disposedBy: 'Elektroonikaromu OÜ' };
	await disposeWriteOff(db, agent, { writeOffId, ...taken }, clock);
}

const OLD = [
	{ inventoryNumber: 'KM-19321', category: 'monitor', model: 'Dell P2214H' },
	{ inventoryNumber: 'KM-19322', category: 'monitor', model: 'Dell P2214H' },
	{ inventoryNumber: 'KM-19323', category: 'monitor', model: 'Samsung S22' },
	{ inventoryNumber: 'KM-19310', category: 'laptop', model: 'HP ProBook 450 G5' }
];

async function* presentWriteOff(town: Town, now: Date): Story {
	const { db, clock } = town;
	const placeId = town.places.get('it-ladu');
	for (const one of OLD) {
		const facts = {
			placeId,
			room: 'kelder',
			boughtOn: '2017-09-04',
			warrantyUntil: '2020-09-04'
		};
		await registerItem(db, systemActor, { ...one, ...facts }, clock);
	}
	yield new Date(now.getTime() - 4 * DAY);
	const { id: writeOffId } = await propose(
		town,
		OLD.map(({ inventoryNumber }) => inventoryNumber),
		{
			title: 'Aasta lõpu mahakandmine',
			reason: 'Eluiga on läbi, varuosi enam ei müüda.',
			condition: 'Kulunud, pilt tume'
		}
	);
	yield new Date(now.getTime() - 3 * DAY);
	await say(town, writeOffId, 'anne.parn');
	yield new Date(now.getTime() - 2 * DAY);
	await say(town, writeOffId, 'author');
}

type About = { title: string; reason: string; condition: string };

async function propose(town: Town, numbers: string[], { condition, ...about }: About) {
	const { db, clock } = town;
	const itemIds = [...(await findItemsByNumber(db, numbers)).values()];
	const proposer = await town.actor(town.who('agent@linn.example'));
	const memberIds = COMMISSION.map((name) => town.who(`${name}@linn.example`).id);
	const approverId = town.who('admin@linn.example').id;
	const lines = itemIds.map((itemId) => ({ itemId, condition, bookValueCents: 0 }));
	const { id } = await proposeWriteOff(
		db,
		proposer,
		{ ...about, lines, memberIds, approverId },
		clock
	);
	return { id, itemIds };
}

async function say(town: Town, writeOffId: string, name: string): Promise<void> {
	const who = await town.actor(town.who(`${name}@linn.example`));
	await giveOpinion(town.db, who, { writeOffId, opinion: 'agrees' }, town.clock);
}
