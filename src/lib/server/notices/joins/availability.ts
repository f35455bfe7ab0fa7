import { sql } from 'drizzle-orm';
import { availabilityMonths, type MonthOfAvailability } from '#lib/notices/availability-months.ts';
import type { Impact, NoticeKind, NoticeState } from '#lib/notices/notice-states.ts';
import type { NoticeTexts } from '#lib/notices/notice-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';

/** A notice that touched a thing. `direct`: it named the thing itself, not what the thing needs. */
export type NoticeOfThing = {
	number: number;
	texts: NoticeTexts;
	kind: NoticeKind;
	state: NoticeState;
	impact: Impact;
	direct: boolean;
	startsAt: Date | null;
	endsAt: Date | null;
};

/** What became of a thing: its notices, latest first, and the minutes without it by month. */
export type Availability = { notices: NoticeOfThing[]; months: MonthOfAvailability[] };

const MOST_SHOWN = 10;
const MONTHS = 12;

type Row = Omit<NoticeOfThing, 'startsAt' | 'endsAt'> & {
	startsAt: string | null;
	endsAt: string | null;
	wasDown: boolean;
};

/**
 * The notices of a system or item and its availability over the past year: what named it, and what named something that
 * it needs, a house around a place that it needs too: as an audience is derived, the other way round. Undefined for who reads no notices of the desk. One query.
 */
export async function availabilityOf(
	db: DbOrTx,
	actor: Actor,
	thing: { kind: 'system' | 'item'; id: string },
	now: Date
): Promise<Availability | undefined> {
	if (!can(actor, 'notices.read')) return undefined;
	const rows = await db.execute<Row>(sql`
		with recursive needed (kind, id) as (
			select ${thing.kind}, ${thing.id}::uuid
			union
			select below.kind, below.id from needed n cross join lateral (
				select d.needs_kind, d.needs_id from system_dependency d
				where n.kind = 'system' and d.system_id = n.id
				union all
				select 'place', p.parent_id from place p
				where n.kind = 'place' and p.id = n.id and p.parent_id is not null
			) below (kind, id)
		),
		hit as (
			select a.notice_id, bool_or(a.target_id = ${thing.id}::uuid) as direct,
				bool_or(a.impact = 'unavailable') as down
			from needed n join notice_affected a on a.kind = n.kind and a.target_id = n.id
			where a.impact <> 'none'
			group by a.notice_id
		)
		select n.number, n.texts, n.kind, n.state, hit.direct,
			case when hit.down then 'unavailable' else 'degraded' end as impact,
			hit.down and n.started_at is not null as "wasDown",
			coalesce(n.started_at, n.starts_at) as "startsAt",
			coalesce(n.restored_at, case when n.started_at is null then n.planned_end_at end) as "endsAt"
		from hit join notice n on n.id = hit.notice_id
		where n.state not in ('draft', 'cancelled')
			and coalesce(n.started_at, n.starts_at, n.announced_at)
				> ${now.toISOString()}::timestamptz - interval '13 months'
		order by coalesce(n.started_at, n.starts_at, n.announced_at) desc, n.number desc`);
	const notices = rows.map(({ startsAt, endsAt, ...row }) => ({
		...row,
		startsAt: startsAt === null ? null : new Date(startsAt),
		endsAt: endsAt === null ? null : new Date(endsAt)
	}));
	const spans = notices.flatMap(({ wasDown, startsAt, endsAt, kind }) =>
		wasDown && startsAt ? [{ from: startsAt, to: endsAt ?? now, planned: kind !== 'outage' }] : []
	);
	return {
		notices: notices.slice(0, MOST_SHOWN).map(({ wasDown: _, ...row }) => row),
		months: availabilityMonths(spans, now, MONTHS)
	};
}
