import { systemActor } from '#lib/people/actor.ts';
import { changeStock } from '#lib/server/equipment/stock/change-stock.ts';
import { addStockKind } from '#lib/server/equipment/stock/save-kind.ts';
import { found, type Town } from '../sample-town.ts';
import type { Beginning, Story } from '../timeline.ts';

const DAY = 86_400_000;

/** What the desk counts: names, maker's number, when it is low, how many came, how many were given since. */
const SUPPLIES = [
	{
		et: 'Juhtmeta hiir',
		ru: 'Беспроводная мышь',
		en: 'Wireless mouse',
		part: 'M185',
		low: 5,
		came: 40,
		gone: 4
	},
	{ et: 'Klaviatuur', ru: 'Клавиатура', en: 'Keyboard', part: 'K120', low: 5, came: 24, gone: 3 },
	{
		et: 'Tooner must',
		ru: 'Чёрный тонер',
		en: 'Black toner',
		part: 'TN-243BK',
		low: 4,
		came: 6,
		gone: 3
	},
	{
		et: 'HDMI-kaabel 2 m',
		ru: 'Кабель HDMI 2 м',
		en: 'HDMI cable 2 m',
		part: '',
		low: 6,
		came: 30,
		gone: 5
	}
];

/** Supplies of the desk's store: what came, what was given to people, and the toner that runs low. */
export function stockStories(town: Town, now: Date): Beginning[] {
	return SUPPLIES.map((supply, n) => ({
		at: new Date(now.getTime() - (300 - n) * DAY),
		story: supplyStory(town, supply, now)
	}));
}

async function* supplyStory(
	{ db, clock, places, who }: Town,
	{ et, ru, en, part, low, came, gone }: (typeof SUPPLIES)[number],
	now: Date
): Story {
	const placeId = found(places.get('it-ladu'), 'place it-ladu');
	const kind = { name: { et, ru, en }, partNumber: part, lowAt: low, note: '' };
	const { id: kindId } = await addStockKind(db, systemActor, kind, clock);
	const change = { kindId, placeId };
	await changeStock(db, systemActor, { ...change, why: 'received', count: came }, clock);
	for (let n = 0; n < gone; n++) {
		yield new Date(now.getTime() - (200 - n * 35) * DAY);
		const personId = who('employee@linn.example').id;
		await changeStock(db, systemActor, { ...change, why: 'given', count: 1, personId }, clock);
	}
}
