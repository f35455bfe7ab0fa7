import { and, eq, inArray } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { answerRound } from '#lib/server/equipment/mine/answer-round.ts';
import { askToReturn } from '#lib/server/equipment/mine/ask-to-return.ts';
import { beginRound } from '#lib/server/equipment/mine/rounds.ts';
import { item } from '#lib/server/equipment/tables.ts';
import type { Town } from '../sample-town.ts';
import type { Beginning, Story } from '../timeline.ts';

const DAY = 86_400_000;

/** The yearly question of this autumn: asked a week ago, answered by some, and one thing that somebody gives back. */
export function askingStories(town: Town, now: Date): Beginning[] {
	return [{ at: new Date(now.getTime() - 6 * DAY), story: asking(town, now) }];
}

async function* asking(town: Town, now: Date): Story {
	const { db, clock } = town;
	const dueOn = isoDay(new Date(now.getTime() + 8 * DAY));
	await beginRound(db, systemActor, { dueOn }, clock);
	const answering = ['agent@linn.example', 'manager@linn.example', 'ave.linnamae@linn.example'];
	for (const email of answering) {
		yield new Date(clock.now().getTime() + DAY);
		const actor = await town.actor(town.who(email));
		const [held] = await db
			.select({ id: item.id })
			.from(item)
			.where(and(eq(item.holderId, actor.personId), inArray(item.state, ['in_use'])))
			.limit(1);
		if (!held) continue;
		await answerRound(db, actor, { personId: actor.personId, answers: {}, all: true }, clock);
	}
	const [spare] = await db
		.select({ id: item.id, holderId: item.holderId })
		.from(item)
		.where(and(eq(item.holderId, town.who('manager@linn.example').id), eq(item.state, 'in_use')))
		.orderBy(item.inventoryNumber)
		.limit(1);
	if (!spare) return;
	yield new Date(clock.now().getTime() + DAY / 2);
	const manager = await town.actor(town.who('manager@linn.example'));
	const wish = { itemId: spare.id, way: 'fetch' as const, note: 'Uus on juba olemas.' };
	await askToReturn(db, manager, wish, clock);
}
