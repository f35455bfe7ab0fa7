import { systemActor } from '#lib/people/actor.ts';
import { listModels } from '#lib/server/equipment/register/list-models.ts';
import { changeModel } from '#lib/server/equipment/register/save-model.ts';
import type { Town } from '../sample-town.ts';
import { once, type Beginning } from '../timeline.ts';

const DAY = 86_400_000;

/** What a new one costs now, in cents; of the other categories nobody has asked yet. */
const PRICES: Record<string, number> = {
	laptop: 104_900,
	desktop: 79_900,
	monitor: 18_900,
	phone: 32_900,
	tablet: 27_900
};

/** The prices of models, asked of the suppliers for the plan of the next year. */
export function priceStories(town: Town, now: Date): Beginning[] {
	const { db, clock } = town;
	const ask = async () => {
		for (const { id, maker, name, lifeMonths, category } of await listModels(db)) {
			const priceCents = PRICES[category];
			if (priceCents === undefined) continue;
			const model = { modelId: id, maker, name, lifeMonths, note: '', priceCents };
			await changeModel(db, systemActor, model, clock);
		}
	};
	return [{ at: new Date(now.getTime() - 40 * DAY), story: once(ask) }];
}
