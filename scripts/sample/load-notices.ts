import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { addFreeze } from '#lib/server/notices/calendar/add-freeze.ts';
import { importTownDates } from '#lib/server/notices/calendar/import-town-dates.ts';
import { dayAfter, townMoment } from '#lib/server/notices/calendar/town-moment.ts';
import { noticeDesk, type NoticeDesk } from './notices/notice-desk.ts';
import { pastNotice } from './notices/past-notice.ts';
import { plannedNotices } from './notices/planned-notice.ts';
import { presentNotices } from './notices/present-notices.ts';
import type { Town } from './sample-town.ts';
import { once, type Beginning, type Story } from './timeline.ts';

const DAY = 86_400_000;
/** Calendars of the town's own dates: names and files. */
const CALENDARS = [
	['Palgapäevad', 'palgapaevad'],
	['Volikogu', 'volikogu'],
	['Koolivaheajad', 'koolivaheajad']
] as const;

/**
 * Notices of the past year with their ledgers, an outage that goes on, work that runs over, three that come, a draft, a
 * freeze with an exception, and the town's own dates.
 */
export function noticeStories(town: Town, now: Date): Beginning[] {
	let desk: NoticeDesk | undefined;
	let freeze = '';
	const here = () => {
		if (!desk) throw new Error('The desk of notices opens first.');
		return desk;
	};
	const plans = plannedNotices(now);
	const earliest = Math.min(...plans.map(({ announcedAt }) => announcedAt.getTime()));
	return [
		{
			at: new Date(earliest - DAY),
			story: once(async () => {
				desk = await noticeDesk(town);
				await bringTownDates(town);
			})
		},
		{
			at: new Date(now.getTime() - 30 * DAY),
			story: once(async () => {
				freeze = await declareFreeze(town, now);
			})
		},
		...plans.map((plan) => ({ at: plan.announcedAt, story: late(() => pastNotice(here(), plan)) })),
		...presentNotices(here, now, () => freeze)
	];
}

/** A story that is begun only when its moment comes: what it needs may not be there before. */
function late(begin: () => Story): Story {
	let story: Story | undefined;
	return { next: () => (story ??= begin()).next() };
}

async function bringTownDates({ db, clock }: Town): Promise<void> {
	for (const [name, file] of CALENDARS) {
		const ics = readFileSync(join(resolve('content/sample'), `${file}.ics`), 'utf8');
		await importTownDates(db, systemActor, { name, ics }, clock);
	}
}

async function declareFreeze({ db, clock, actor, who }: Town, now: Date): Promise<string> {
	const day = (inDays: number) => townMoment(dayAfter(isoDay(now), inDays));
	const input = {
		name: { et: 'Palgaarvestus', ru: 'Расчёт зарплаты', en: 'Payroll' },
		reason: 'Palgad arvestatakse ja kantakse üle',
		startsAt: day(6),
		endsAt: day(9)
	};
	return (await addFreeze(db, await actor(who('agent@linn.example')), input, clock)).id;
}

/**
 * What readers did: most opened what they were told within a day, and letters went out, but for a few that came back.
 * Written at once for all: a year of single openings would take longer than the rest of the sample.
 */
export async function finishNotices(db: Db, now: Date): Promise<void> {
	const at = now.toISOString();
	await db.execute(sql`
		update notice_reader set seen_at = added_at + interval '1 minute' * (2 + chance.n * 11)
		from (select notice_id, person_id,
				abs(hashtext(notice_id::text || person_id::text)) % 100 as n from notice_reader) chance
		where chance.notice_id = notice_reader.notice_id and chance.person_id = notice_reader.person_id
			and notice_reader.seen_at is null and chance.n < 78
			and added_at + interval '1 minute' * (2 + chance.n * 11) < ${at}::timestamptz`);
	await db.execute(sql`
		update outbox_message set
			state = case when abs(hashtext(m.person_id::text)) % 60 = 7 then 'failed' else 'sent' end,
			attempts = 1,
			sent_at = case when abs(hashtext(m.person_id::text)) % 60 = 7 then null
				else m.at + interval '20 seconds' end,
			error = case when abs(hashtext(m.person_id::text)) % 60 = 7
				then '550 5.1.1 mailbox unavailable' end
		from notice_message m
		where m.outbox_id = outbox_message.id and outbox_message.state not in ('sent', 'failed')
			and m.at < ${at}::timestamptz - interval '1 minute'`);
}
