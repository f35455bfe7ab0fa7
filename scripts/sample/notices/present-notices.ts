import { isoDay } from '#lib/format/moments.ts';
import { dayAfter, townMoment } from '#lib/server/notices/calendar/town-moment.ts';
import { announceNotice } from '#lib/server/notices/life/announce-notice.ts';
import { tellNews } from '#lib/server/notices/life/tell-news.ts';
import { sayMeToo } from '#lib/server/notices/reading/say-me-too.ts';
import { once, type Beginning, type Story } from '../timeline.ts';
import type { NoticeDesk } from './notice-desk.ts';
import { FREEZE_REASON, LATE_REASON, NEWS } from './sample-words.ts';

const MINUTE = 60_000;
const AGENT = 'agent@linn.example';
const COLLEAGUE = 'anne.parn@linn.example';

/** What goes on and comes: an outage, work that runs over, three that are planned, and a draft without Russian. */
export function presentNotices(
	desk: () => NoticeDesk,
	now: Date,
	freezeId: () => string
): Beginning[] {
	const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE);
	const day = (inDays: number, hour: string) => townMoment(dayAfter(isoDay(now), inDays), hour);
	return [
		{ at: ago(12 * 24 * 60), story: once(() => plan(desk(), trainingForNewVersion(day))) },
		{ at: ago(12 * 24 * 60 + 90), story: once(() => plan(desk(), maintenance(day))) },
		{ at: ago(5 * 24 * 60), story: once(() => plan(desk(), networkInFreeze(day), freezeId())) },
		{ at: ago(3 * 24 * 60), story: once(() => draft(desk(), day)) },
		{ at: ago(9 * 24 * 60 + 60), story: overrun(desk, ago) },
		{ at: ago(55), story: outage(desk, ago) }
	];
}

type Plan = Parameters<NoticeDesk['write']>[0] & { moduleKey?: string; at?: Date };
type DayOf = (inDays: number, hour: string) => Date;

const maintenance = (day: DayOf): Plan => ({
	template: 'system-maintenance',
	things: ['system:dokumendihaldus'],
	values: { system: '@' },
	startsAt: day(3, '18:00'),
	plannedEndAt: day(3, '20:00'),
	owner: AGENT
});

const networkInFreeze = (day: DayOf): Plan => ({
	template: 'network-work',
	things: ['place:jarveotsa-keskus'],
	values: { house: '@', telephones: '#2' },
	startsAt: day(7, '17:30'),
	plannedEndAt: day(7, '19:30'),
	owner: COLLEAGUE
});

const trainingForNewVersion = (day: DayOf): Plan => ({
	template: 'new-version-training',
	things: ['software:kontoritarkvara'],
	values: { program: '@' },
	startsAt: day(16, '16:00'),
	plannedEndAt: day(16, '17:00'),
	owner: AGENT,
	moduleKey: 'documents-basics'
});

async function plan(desk: NoticeDesk, { moduleKey, ...notice }: Plan, freezeId?: string) {
	const { town } = desk;
	const { number } = await desk.write(notice, moduleKey ? { moduleKey } : {});
	const actor = await town.actor(town.who(notice.owner));
	const freezeReasons = freezeId ? { [freezeId]: FREEZE_REASON } : {};
	// Counted from today, weekends and all: the notice is in time, or says why not.
	await announceNotice(
		town.db,
		actor,
		{ number, freezeReasons, lateReason: LATE_REASON },
		town.clock
	);
}

async function draft(desk: NoticeDesk, day: DayOf) {
	const notice = {
		template: 'system-maintenance',
		things: ['system:rahvastikuregister'],
		values: { system: '@' },
		startsAt: day(24, '18:00'),
		plannedEndAt: day(24, '21:00'),
		owner: 'author@linn.example'
	};
	await desk.write(notice);
}

/** Announced nine days ago, begun three hours ago, to be over 35 minutes ago: nobody has said that it works. */
async function* overrun(
	desk: () => NoticeDesk,
	ago: (minutes: number) => Date
): Story & AsyncGenerator<Date, void, void> {
	const here = desk();
	const [startsAt, plannedEndAt] = [ago(180), ago(35)];
	const { number } = await here.write({
		template: 'network-work',
		things: ['place:raamatukogu'],
		values: { house: '@', telephones: '#1' },
		startsAt,
		plannedEndAt,
		owner: COLLEAGUE
	});
	const { town } = here;
	const announcing = { number, lateReason: LATE_REASON };
	await announceNotice(town.db, await town.actor(town.who(COLLEAGUE)), announcing, town.clock);
	for (const minutes of [24 * 60 + 180, 180, 35, 24, 19, 4]) {
		yield ago(minutes);
		await here.tick();
	}
}

/** The kindergartens' diary is down: two more said so, and there is news. */
async function* outage(
	desk: () => NoticeDesk,
	ago: (minutes: number) => Date
): Story & AsyncGenerator<Date, void, void> {
	const here = desk();
	const { town } = here;
	const { number } = await here.write({
		template: 'system-down',
		things: ['system:lasteaiapaevik'],
		values: { system: '@' },
		startsAt: ago(70),
		plannedEndAt: ago(-50),
		owner: AGENT
	});
	const actor = await town.actor(town.who(AGENT));
	await announceNotice(town.db, actor, { number }, town.clock);
	for (const [minutes, who] of [
		[40, 'aino.viik@linn.example'],
		[33, 'representative@linn.example']
	] as const) {
		yield ago(minutes);
		await sayMeToo(town.db, await town.actor(town.who(who)), number, town.clock);
	}
	yield ago(18);
	await tellNews(town.db, actor, { number, texts: NEWS }, town.clock);
}
