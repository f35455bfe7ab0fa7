import { sql } from 'drizzle-orm';
import type { AffectedThing } from '#lib/notices/affected.ts';
import type { NoticeKind } from '#lib/notices/notice-states.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';

/** What history says of how long it takes: the minutes within which four of five were over. */
export type HonestDuration = {
	/** How many past notices it is drawn from, and whether they touched the same things or were only of this kind. */
	count: number;
	basis: 'things' | 'kind';
	/** As people planned them, in the middle, and as they were, four of five. */
	plannedMinutes: number;
	honestMinutes: number;
	/** How many ran over. */
	overran: number;
};

/** Fewer say nothing. */
const ENOUGH = 3;

/**
 * How long a notice like this one took: among those of the same kind that touched one of these things, or, where they
 * are too few, all of this kind in the past two years. Undefined without history. One query.
 */
export async function honestDuration(
	db: DbOrTx,
	kind: NoticeKind,
	affected: readonly AffectedThing[],
	now: Date
): Promise<HonestDuration | undefined> {
	const things = JSON.stringify(affected.map(({ kind, targetId }) => ({ kind, targetId })));
	const rows = await db.execute<HonestDuration>(sql`
		with past as (
			select extract(epoch from n.restored_at - n.started_at) / 60 as real,
				extract(epoch from n.first_planned_end_at - n.first_starts_at) / 60 as planned,
				exists (
					select from notice_affected a
					join jsonb_to_recordset(${things}::text::jsonb) as x(kind text, "targetId" uuid)
						on x.kind = a.kind and x."targetId" = a.target_id
					where a.notice_id = n.id
				) as alike
			from notice n
			where n.kind = ${kind} and n.restored_at is not null and n.started_at is not null
				and not n.rolled_back and n.first_planned_end_at is not null and n.first_starts_at is not null
				and n.restored_at > ${now.toISOString()}::timestamptz - interval '2 years'
				and n.restored_at > n.started_at
		)
		select basis, count(*)::int as count,
			round(percentile_cont(0.5) within group (order by planned))::int as "plannedMinutes",
			round(percentile_cont(0.8) within group (order by real))::int as "honestMinutes",
			(count(*) filter (where real > planned))::int as overran
		from past cross join lateral (values ('things'), ('kind')) as by(basis)
		where basis = 'kind' or alike
		group by basis
		having count(*) >= ${ENOUGH}
		order by basis desc`);
	return rows[0];
}
