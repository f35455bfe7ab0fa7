import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { takeRequest } from '#lib/server/requests/assign-request.ts';
import { commentRequest } from '#lib/server/requests/comment-request.ts';
import { confirmByItself, confirmRequest } from '#lib/server/requests/confirm-request.ts';
import { fulfilRequest } from '#lib/server/requests/fulfil-request.ts';
import { reopenRequest } from '#lib/server/requests/reopen-request.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';
import { resumeRequest, waitForRequester, waitForVendor } from '#lib/server/requests/wait-for.ts';
import type { Townsman } from '../sample-town.ts';
import { words } from './asks.ts';
import { taskStory } from './task-story.ts';
import { later } from './moments.ts';
import type { RequestStory, Step } from './request-story.ts';

/** From the queue to the end: taken, worked on, done, confirmed or reopened. */
export async function* deskStory(story: RequestStory, number: number): Step {
	const { context, fate } = story;
	const { town } = context;
	if (fate.stop === 'queued') return false;
	yield later(town, 8, 300);
	const agent = agentFor(story);
	await takeRequest(town.db, await town.actor(agent), { number }, town.clock);
	if (town.random.chance(45)) {
		yield later(town, 2, 20);
		await say(story, number, agent, 'agent_hello');
	}
	if (fate.stop === 'in_progress') {
		yield* taskStory(story, number, agent, fate.tasks ?? 0);
		return false;
	}
	if (fate.asks && !(yield* askStory(story, number, agent))) return false;
	if (fate.vendor && !(yield* vendorStory(story, number, agent))) return false;
	if (!(yield* taskStory(story, number, agent))) return false;
	if (town.random.chance(18)) await say(story, number, agent, 'internal');
	yield later(town, 5, 60);
	await finish(story, number, agent);
	if (fate.stop === 'fulfilled') return false;
	return yield* endStory(story, number, agent);
}

async function* askStory(story: RequestStory, number: number, agent: Townsman): Step {
	const { context, fate } = story;
	const { town, who } = context;
	yield later(town, 5, 90);
	const question = words(context, 'agent_ask');
	await waitForRequester(town.db, await town.actor(agent), { number, question }, town.clock);
	if (fate.stop === 'waiting_requester') return false;
	yield later(town, 60, 800);
	await say(story, number, who, 'answer');
	return true;
}

async function* vendorStory(story: RequestStory, number: number, agent: Townsman): Step {
	const { context, fate } = story;
	const { town } = context;
	yield later(town, 10, 120);
	const note = words(context, 'vendor');
	await waitForVendor(town.db, await town.actor(agent), { number, note }, town.clock);
	if (fate.stop === 'waiting_vendor') return false;
	yield later(town, 900, 2200);
	await resumeRequest(town.db, await town.actor(agent), { number }, town.clock);
	return true;
}

async function* endStory(story: RequestStory, number: number, agent: Townsman): Step {
	const { context, fate } = story;
	const { town, who } = context;
	if (fate.reopens) {
		yield later(town, 30, 600);
		const reason = words(context, 'reopen');
		await reopenRequest(town.db, await town.actor(who), { number, reason }, town.clock);
		yield later(town, 60, 500);
		await finish(story, number, agent);
	}
	if (fate.confirms) {
		yield later(town, 15, 1500);
		const rating = town.random.pick([5, 5, 5, 4, 4, 3, 2]);
		const comment = rating > 3 ? words(context, 'thanks') : '';
		await confirmRequest(town.db, await town.actor(who), { number, rating, comment }, town.clock);
		return true;
	}
	const [row] = await town.db
		.select({ at: serviceRequest.confirmsItselfAt })
		.from(serviceRequest)
		.where(eq(serviceRequest.number, number));
	if (!row?.at) return false;
	yield row.at;
	await confirmByItself(town.db, number, town.clock);
	return true;
}

async function finish({ context }: RequestStory, number: number, agent: Townsman): Promise<void> {
	const { town } = context;
	const note = words(context, 'done');
	const noAct = 'Seade ei liikunud, parandasin kohapeal.';
	await fulfilRequest(town.db, await town.actor(agent), { number, note, noAct }, town.clock);
}

async function say(
	{ context }: RequestStory,
	number: number,
	who: Townsman,
	key: 'agent_hello' | 'answer' | 'internal'
): Promise<void> {
	const { db, clock } = context.town;
	const actor: Actor = await context.town.actor(who);
	const body = words(context, key);
	await commentRequest(db, actor, { number, body, internal: key === 'internal' }, clock);
}

/** Kindergartens have an agent of their own; he is not always the first. */
function agentFor({ context, fate }: RequestStory): Townsman {
	const { town, who } = context;
	if (fate.agent) return town.who(fate.agent);
	const all = ['agent@linn.example', 'anne.parn@linn.example'];
	const own = who.isKindergarten && town.random.chance(65);
	return town.who(own ? 'dmitri.volkov@linn.example' : town.random.pick(all));
}
