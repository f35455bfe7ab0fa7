import { eq } from 'drizzle-orm';
import { newId } from '#lib/server/db/new-id.ts';
import { signAct } from '#lib/server/equipment/acts/sign-act.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { beginStockTake } from '#lib/server/equipment/stocktake/begin-stock-take.ts';
import { closeStockTake } from '#lib/server/equipment/stocktake/close-stock-take.ts';
import { decideCorrections } from '#lib/server/equipment/stocktake/decide-corrections.ts';
import { drawUpAct } from '#lib/server/equipment/stocktake/draw-up-act.ts';
import { getCount } from '#lib/server/equipment/stocktake/my-counts.ts';
import { scanLabels } from '#lib/server/equipment/stocktake/scan-labels.ts';
import { found, type Town } from '../sample-town.ts';
import type { Beginning, Story } from '../timeline.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

type Plan = {
	title: string;
	place: string;
	/** E-mails: who keeps it, who counts; the first two of these sign. */
	desk: string;
	counting: readonly string[];
	/** How many days ago it began. */
	ago: number;
	/** Which of what was expected was not seen; the second one stands in another room. */
	lost: (n: number) => boolean;
	elsewhere: (n: number) => boolean;
	unknown: string;
	/** Counting goes on: so many are still to be seen. */
	isOpen?: boolean;
};

const PLANS: readonly Plan[] = [
	{
		title: 'Lasteaed Kevad, sügis 2025',
		place: 'la-kevad',
		desk: 'dmitri.volkov@linn.example',
		counting: ['ulle.kevadine@linn.example', 'dmitri.volkov@linn.example'],
		ago: 372,
		lost: () => false,
		elsewhere: (n) => n === 3,
		unknown: ''
	},
	{
		title: 'Raamatukogu, kevad 2026',
		place: 'raamatukogu',
		desk: 'agent@linn.example',
		counting: ['anne.parn@linn.example', 'agent@linn.example'],
		ago: 205,
		lost: (n) => n === 5,
		elsewhere: (n) => n === 2,
		unknown: 'RK-0117'
	},
	{
		title: 'Lasteaed Mesipuu, suvi 2026',
		place: 'la-mesipuu',
		desk: 'dmitri.volkov@linn.example',
		counting: ['merit.taruste@linn.example', 'janne.mand@linn.example'],
		ago: 96,
		lost: () => false,
		elsewhere: () => false,
		unknown: ''
	},
	{
		title: 'Lasteaed Naerulind, sügis 2026',
		place: 'la-naerulind',
		desk: 'agent@linn.example',
		counting: ['katrin.saar@linn.example', 'representative@linn.example', 'opetaja@linn.example'],
		ago: 1,
		lost: (n) => n % 3 === 2,
		elsewhere: (n) => n === 4,
		unknown: 'NL-2009-31',
		isOpen: true
	}
];

/** Three stock-takes that were signed, and one that goes on in a kindergarten. */
export function stockTakeStories(town: Town, now: Date): Beginning[] {
	return PLANS.map((plan) => ({
		at: new Date(now.getTime() - plan.ago * DAY - 2 * HOUR),
		story: takeStory(town, plan)
	}));
}

async function* takeStory(town: Town, plan: Plan): Story {
	const { db, clock } = town;
	const placeId = found(town.places.get(plan.place), `place ${plan.place}`);
	const desk = await town.actor(town.who(plan.desk));
	const people = plan.counting.map((email) => town.who(email));
	const { id } = await beginStockTake(
		db,
		desk,
		{
			title: plan.title,
			scope: {
				placeIds: [placeId],
				unitIds: deskUnits(town, plan),
				categories: []
			},
			members: people.map((person, n) => ({ personId: person.id, signs: n < 2 }))
		},
		clock
	);
	yield new Date(clock.now().getTime() + HOUR);
	const phones = await Promise.all(people.map((person) => town.actor(person)));
	const first = found(phones[0], 'phone');
	const { things } = await getCount(db, first, id);
	for (const [n, phone] of phones.entries()) {
		const seen = things.filter((_, at) => at % phones.length === n && !plan.lost(at));
		const scans = seen.map((thing) => ({
			id: newId(),
			code: thing.number,
			placeId,
			room: plan.elsewhere(things.indexOf(thing)) ? 'ladu' : '',
			note: plan.elsewhere(things.indexOf(thing)) ? 'Seisis laos riiulil' : '',
			scannedAt: clock.now()
		}));
		const unknown =
			n === 0 && plan.unknown ? [unknownScan(plan.unknown, placeId, clock.now())] : [];
		await scanLabels(db, phone, id, [...scans, ...unknown], clock);
		yield new Date(clock.now().getTime() + HOUR / 2);
	}
	if (plan.isOpen) return;
	yield new Date(clock.now().getTime() + DAY);
	await closeStockTake(db, desk, id, clock);
	yield new Date(clock.now().getTime() + HOUR);
	await decideCorrections(db, desk, { takeId: id, ids: 'all', accept: true }, clock);
	await decideCorrections(db, desk, { takeId: id, ids: 'all', accept: false }, clock);
	const drawn = await drawUpAct(db, desk, id, clock);
	for (const phone of phones.slice(0, 2)) {
		yield new Date(clock.now().getTime() + 3 * HOUR);
		const [{ textHash } = { textHash: '' }] = await db
			.select({ textHash: act.textHash })
			.from(act)
			.where(eq(act.id, drawn.id));
		await signAct(db, phone, { actId: drawn.id, textHash, method: 'portal' }, clock);
	}
}

/** The desk of the kindergartens counts what is theirs. */
function deskUnits(town: Town, { desk, place }: Plan): string[] {
	const unitId = desk.startsWith('dmitri.') ? town.units.get(place) : undefined;
	return unitId ? [unitId] : [];
}

const unknownScan = (code: string, placeId: string, scannedAt: Date) => ({
	...{ id: newId(), code, placeId, room: 'kelder', scannedAt },
	note: 'Vana kleebis, seade on olemas'
});
