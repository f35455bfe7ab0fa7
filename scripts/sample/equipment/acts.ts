import { refuseAct } from '#lib/server/equipment/acts/refuse-act.ts';
import { handOverItems } from '#lib/server/equipment/hand-over.ts';
import { receiveItems, type NewItem } from '#lib/server/equipment/register-item.ts';
import type { Town } from '../sample-town.ts';
import { once, type Beginning, type Story } from '../timeline.ts';

const DAY = 86_400_000;

/** What came in this month: headsets, of which one waits to be accepted and one was refused, and laptops still in stock. */
export function actStories(town: Town, now: Date): Beginning[] {
	return [
		{ at: new Date(now.getTime() - 12 * DAY), story: headsets(town) },
		{ at: new Date(now.getTime() - 6 * DAY), story: once(() => laptops(town)) }
	];
}

const several = (
	count: number,
	first: number,
	facts: Omit<NewItem, 'inventoryNumber'>
): NewItem[] =>
	Array.from({ length: count }, (_, n) => ({
		...facts,
		inventoryNumber: `KM-${first + n}`,
		serial: `${facts.category.toUpperCase().slice(0, 2)}-${first + n}`
	}));

async function* headsets(town: Town): Story {
	const { db, clock } = town;
	const agent = await town.actor(town.who('agent@linn.example'));
	const { itemIds } = await receiveItems(
		db,
		agent,
		several(4, 19401, {
			...{ category: 'headset', model: 'Jabra Evolve2 65' },
			...{ supplier: 'Kontoritehnika OÜ', orderNumber: 'T-2291', priceCents: 18_900 }
		}),
		{
			placeId: town.places.get('it-ladu'),
			room: 'riiul 4',
			facts: [
				{ label: 'supplier', value: 'Kontoritehnika OÜ' },
				{ label: 'order', value: 'T-2291' }
			]
		},
		clock
	);
	const [one, other] = itemIds.map((itemId) => ({ itemId }));
	if (!one || !other) return;
	yield new Date(clock.now().getTime() + 8 * DAY);
	const who = town.who('ave.linnamae@linn.example');
	const { actId } = await handOverItems(db, agent, [other], { personId: who.id }, clock);
	yield new Date(clock.now().getTime() + 2 * DAY);
	const reason = 'Vasak kõrvaklapp ei tööta.';
	await refuseAct(db, await town.actor(who), { actId, reason }, clock);
	yield new Date(clock.now().getTime() + DAY);
	const employee = town.who('employee@linn.example');
	const note = 'Karbis on laadimisalus ja USB-pulk.';
	await handOverItems(db, agent, [one], { personId: employee.id, note }, clock);
}

async function laptops(town: Town): Promise<void> {
	const { db, clock } = town;
	const agent = await town.actor(town.who('agent@linn.example'));
	await receiveItems(
		db,
		agent,
		several(8, 19411, {
			...{ category: 'laptop', model: 'ThinkPad L14 Gen 5' },
			...{ supplier: 'Kontoritehnika OÜ', orderNumber: 'T-2304', priceCents: 112_000 }
		}),
		{
			placeId: town.places.get('it-ladu'),
			room: 'riiul 1',
			facts: [
				{ label: 'supplier', value: 'Kontoritehnika OÜ' },
				{ label: 'order', value: 'T-2304' }
			]
		},
		clock
	);
}
