import { systemActor } from '#lib/people/actor.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import type { Town } from '../sample-town.ts';
import { once, type Beginning } from '../timeline.ts';

const DAY = 86_400_000;
const BOUGHT = '2025-03-10';

/** Six laptops that stand in for those in repair: bought together, kept on a shelf of their own. */
export function loanPoolStories(town: Town, now: Date): Beginning[] {
	const { db, clock } = town;
	const buy = async () => {
		for (let n = 1; n <= 6; n++) {
			await registerItem(
				db,
				systemActor,
				{
					...{ inventoryNumber: `KM-1930${n}`, category: 'laptop', model: 'ThinkPad L14 Gen 4' },
					...{ serial: `LAEN-${n}`, boughtOn: BOUGHT, warrantyUntil: '2028-03-10' },
					...{ placeId: town.places.get('it-ladu'), room: 'laenutus' },
					note: 'Laenutuse sülearvuti: antakse remondi ajaks.'
				},
				clock
			);
		}
	};
	return [{ at: new Date(now.getTime() - 600 * DAY), story: once(buy) }];
}
