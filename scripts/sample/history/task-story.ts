import { and, asc, eq, isNull, like } from 'drizzle-orm';
import { systemActor } from '#lib/people/actor.ts';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import { isoDay } from '#lib/format/moments.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { completeTask, tickChecklist } from '#lib/server/requests/complete-task.ts';
import { suggestedEmail } from '#lib/server/requests/people-effects.ts';
import { requestTask, serviceRequest } from '#lib/server/requests/tables.ts';
import type { Town, Townsman } from '../sample-town.ts';
import { later } from './moments.ts';
import type { RequestStory, Step } from './request-story.ts';

/** The checklist of a request, task by task in order, each with its points and its effect in the registers. */
export async function* taskStory(
	{ context }: RequestStory,
	number: number,
	agent: Townsman,
	most = Infinity
): Step {
	const { town } = context;
	const { db, clock } = town;
	const tasks = await db
		.select({
			key: requestTask.key,
			checklist: requestTask.checklist,
			effect: requestTask.effect,
			answers: serviceRequest.answers
		})
		.from(requestTask)
		.innerJoin(serviceRequest, eq(serviceRequest.id, requestTask.requestId))
		.where(and(eq(serviceRequest.number, number), isNull(requestTask.doneAt)))
		.orderBy(asc(requestTask.ordinal));
	for (const { key: taskKey, checklist, effect, answers } of tasks.slice(0, most)) {
		yield later(town, 5, 150);
		const actor = await town.actor(agent);
		for (const index of checklist.keys()) {
			await tickChecklist(db, actor, { number, taskKey, index, done: true }, clock);
		}
		const category =
			effect?.kind === 'hand_over_item' && (effect.category ?? answers.thing ?? answers.computer);
		const choice = category
			? { item: await fromStock(town, category as ItemCategory) }
			: effect?.kind === 'add_person'
				? { email: suggestedEmail(answers, actor.email) }
				: undefined;
		await completeTask(db, actor, { number, taskKey, choice }, clock);
	}
	return tasks.length <= most;
}

/** Numbers of items bought for a request: above those of the register, so that they never meet. */
const BOUGHT_FROM = 900;
const PREFIX: Partial<Record<ItemCategory, string>> = {
	laptop: '10',
	desktop: '11',
	monitor: '12',
	tablet: '20',
	phone: '30',
	headset: '41'
};
const MODEL: Partial<Record<ItemCategory, string>> = {
	laptop: 'ThinkPad L14 Gen 5',
	desktop: 'HP Pro Mini 400 G9',
	monitor: 'Dell P2423DE',
	tablet: 'Galaxy Tab A9+',
	phone: 'Galaxy A35',
	headset: 'Jabra Evolve2 40'
};

/** An item on a shelf; what was bought for somebody lies elsewhere until it is handed over. A new one is bought when the shelf is empty. The sample keeps one laptop for Kadri Mets. */
async function fromStock(town: Town, category: ItemCategory): Promise<string> {
	const shelf = await town.db
		.select({ number: item.inventoryNumber })
		.from(item)
		.where(and(eq(item.category, category), eq(item.state, 'in_stock'), like(item.room, 'riiul%')))
		.orderBy(asc(item.boughtOn), asc(item.inventoryNumber));
	const free = shelf.find(({ number }) => number !== 'KM-10655');
	if (free && shelf.length > 3) return free.number;
	const bought = await town.db
		.select({ number: item.inventoryNumber })
		.from(item)
		.where(eq(item.category, category));
	const today = isoDay(town.clock.now());
	const inventoryNumber = `KM-${PREFIX[category] ?? '90'}${BOUGHT_FROM + (bought.length % 100)}`;
	await registerItem(
		town.db,
		systemActor,
		{
			inventoryNumber,
			category,
			model: MODEL[category] ?? category,
			placeId: town.places.get('it-ladu'),
			boughtOn: today,
			warrantyUntil: `${Number(today.slice(0, 4)) + 3}${today.slice(4)}`
		},
		town.clock
	);
	return inventoryNumber;
}
