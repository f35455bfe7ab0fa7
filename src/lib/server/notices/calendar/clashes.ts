import { sql } from 'drizzle-orm';
import type { CalendarClash } from '#lib/notices/calendar-view.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { mayLastUntil, reachOfThings, sharedThings } from './touched-systems.ts';

/** Clashes among the notices that are coming or going on in a time, by the number of each. One query. */
export async function clashesWithin(
	db: DbOrTx,
	from: Date,
	to: Date,
	now: Date
): Promise<Map<number, CalendarClash[]>> {
	const rows = await db.execute<CalendarClash & { own: number }>(sql`
		with recursive planned as (
			select id, number, starts_at, case
				when state in ('in_progress', 'awaiting_confirmation') then ${mayLastUntil(now)}
				else coalesce(planned_end_at, starts_at + interval '1 minute') end as ends_at
			from notice
			where state in ('draft', 'announced', 'in_progress', 'awaiting_confirmation')
				and kind <> 'information' and starts_at < ${to.toISOString()}::timestamptz
				and case when state in ('in_progress', 'awaiting_confirmation') then ${mayLastUntil(now)}
					else coalesce(planned_end_at, starts_at) end >= ${from.toISOString()}::timestamptz
		),
		thing (owner, kind, target_id, impact) as (
			select a.notice_id, a.kind, a.target_id, a.impact from notice_affected a
			join planned on planned.id = a.notice_id
		),
		${reachOfThings},
		${sharedThings}
		select a.number as own, b.number,
			(array['same', 'depends', 'place'])[min(s.rank) + 1] as why
		from shared s
		join planned a on a.id = s.owner
		join planned b on b.id = s.other and b.starts_at < a.ends_at and b.ends_at > a.starts_at
		group by a.number, b.number
		order by a.number, b.number`);
	const clashes = new Map<number, CalendarClash[]>();
	for (const { own, ...clash } of rows) clashes.set(own, [...(clashes.get(own) ?? []), clash]);
	return clashes;
}
