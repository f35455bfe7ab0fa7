import { eq } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { deliverOutbox } from '#lib/server/mail/deliver-outbox.ts';
import { markRead } from '#lib/server/notifications/bell.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import { remindApprovers } from '#lib/server/requests/jobs.ts';
import type { Registers } from '../load-registers.ts';
import type { Random } from '../random.ts';
import type { Town, Townsman } from '../sample-town.ts';
import { once, type Beginning } from '../timeline.ts';
import { ASK_MAKERS, type Ask, type AskContext } from './asks.ts';
import { daysAgo } from './moments.ts';
import { requestStory, type Fate } from './request-story.ts';
import { plannedStories } from './planned-stories.ts';

/** Share of requests, in percent, that were sent in the last days: those are what is open today. */
const RECENT_PERCENT = 30;
const RECENT_DAYS = 18;
const OPEN_DAYS = 6;
const YEAR_DAYS = 365;
const DAY = 86_400_000;

/** A year of requests: some planned for the fixed sign-ins, the rest by chance. */
export function historyStories(
	town: Town,
	registers: Registers,
	now: Date,
	requests: number
): Beginning[] {
	const planned = plannedStories(town, registers, now).slice(0, requests);
	const chance = Array.from({ length: requests - planned.length }, () =>
		chanceStory(town, registers, now)
	);
	const reading = town.people.map((who) => readingStory(town, who, now));
	return [...planned, ...chance, ...reading];
}

function chanceStory(town: Town, registers: Registers, now: Date): Beginning {
	const { random } = town;
	const isRecent = random.chance(RECENT_PERCENT);
	const fate = isRecent ? recentFate(random) : oldFate(random);
	const days = !isRecent
		? random.between(RECENT_DAYS, YEAR_DAYS)
		: random.between(1, fate.stop ? OPEN_DAYS : RECENT_DAYS);
	const at = daysAgo(now, days, random.between(5, 530));
	const who = random.pick(town.people.filter((one) => asksBySelf(one, at)));
	const context: AskContext = { town, registers, who };
	return { at, story: requestStory({ context, ask: () => chanceAsk(context), fate }) };
}

/** Something that makes sense for this person: not everybody has a laptop to install a program on. */
async function chanceAsk(context: AskContext): Promise<Ask> {
	for (;;) {
		const ask = await pickMaker(context.town.random)(context);
		if (ask) return ask;
	}
}

/** Who has a computer and works here on that day. */
function asksBySelf(one: Townsman, at: Date): boolean {
	return one.phone !== '' && (one.startsOn ?? '') <= isoDay(at);
}

function pickMaker(random: Random) {
	const total = ASK_MAKERS.reduce((sum, [weight]) => sum + weight, 0);
	let left = random.between(1, total);
	for (const [weight, make] of ASK_MAKERS) if ((left -= weight) <= 0) return make;
	throw new Error('weights do not add up');
}

function oldFate(random: Random): Fate {
	const roll = random.between(1, 100);
	return {
		decision: roll <= 6 ? 'rejected' : roll <= 12 ? 'returned' : 'approved',
		cancels: random.chance(4),
		asks: random.chance(20),
		vendor: random.chance(12),
		reopens: random.chance(7),
		confirms: random.chance(68)
	};
}

function recentFate(random: Random): Fate {
	const stop = random.pick([
		undefined,
		undefined,
		undefined,
		'awaiting_approval',
		'returned',
		'queued',
		'queued',
		'in_progress',
		'in_progress',
		'waiting_requester',
		'waiting_vendor',
		'fulfilled'
	] as const);
	return {
		...oldFate(random),
		cancels: false,
		decision: stop === 'returned' ? 'returned' : 'approved',
		stop,
		asks: stop === 'waiting_requester',
		vendor: stop === 'waiting_vendor'
	};
}

/** People read what they are told; only the news of the last days is still unread. */
function readingStory(town: Town, who: Townsman, now: Date): Beginning {
	const read = async () => {
		const [unread] = await town.db
			.select({ id: bellEntry.id })
			.from(bellEntry)
			.where(eq(bellEntry.personId, who.id))
			.limit(1);
		if (unread) await markRead(town.db, await town.actor(who), 'all', town.clock);
	};
	return { at: new Date(now.getTime() - 3 * DAY), story: once(read) };
}

/** What the portal's own jobs would have done by now: reminders are out, and no old letter waits to be sent. */
export async function finishHistory(town: Town): Promise<void> {
	await remindApprovers({ db: town.db, clock: town.clock }, {});
	await deliverOutbox(town.db, town.clock, { smtpUrl: undefined });
}
