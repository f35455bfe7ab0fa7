import { sql, type SQL } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ReportBy } from '#lib/notices/report-by.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { townTime } from '#lib/server/db/town-time.ts';

/** A line of the report. `name` is null for a month, whose `key` is YYYY-MM. */
export type ReportRow = {
	key: string;
	name: LocalizedText | string | null;
	/** Announced in the period. */
	notices: number;
	/** Of those that could be told before: told as early as the policy asks, and later. */
	inTime: number;
	late: number;
	outages: number;
	/** Of those with a planned end that are over: minutes as first planned, as they were, and how many ran over. */
	measured: number;
	plannedMinutes: number;
	realMinutes: number;
	overran: number;
};

const MONTH = sql`to_char(${townTime(sql`n.announced_at`)}, 'YYYY-MM')`;

const groups: Record<ReportBy, { from: SQL; key: SQL; name: SQL; order: SQL }> = {
	month: { from: sql``, key: MONTH, name: sql`null`, order: sql`1 desc` },
	system: {
		from: sql`join lateral (
			select distinct s.id, s.name from notice_affected a
			left join system_role l on a.kind = 'role' and l.id = a.target_id
			join information_system s on s.id = case a.kind when 'system' then a.target_id else l.system_id end
			where a.notice_id = n.id
		) about on true`,
		key: sql`about.id::text`,
		name: sql`(array_agg(about.name))[1]`,
		order: sql`3 desc, 1`
	},
	owner: {
		from: sql`join person p on p.id = n.owner_id`,
		key: sql`p.id::text`,
		name: sql`to_jsonb(min(p.name))`,
		order: sql`3 desc, 1`
	}
};

/**
 * Who was told in time, and how long things took, of the notices announced in a period: by month (latest first), by
 * system (a notice counts in each), or by owner. For the desk, authors and auditors. Throws Forbidden. One query.
 */
export async function reportNotices(
	db: DbOrTx,
	actor: Actor,
	asked: { by: ReportBy; from: Date; to: Date }
): Promise<ReportRow[]> {
	if (!can(actor, 'notices.read')) throw forbidden();
	const { from, key, name, order } = groups[asked.by];
	const planned = sql`n.restored_at is not null and n.started_at is not null
		and n.first_planned_end_at is not null and n.first_starts_at is not null`;
	const minutes = (span: SQL) =>
		sql`coalesce(round(sum(extract(epoch from ${span}) / 60) filter (where ${planned})), 0)::int`;
	return db.execute<ReportRow>(sql`
		select ${key} as key, ${name} as name, count(*)::int as notices,
			(count(*) filter (where n.in_time))::int as "inTime",
			(count(*) filter (where not n.in_time))::int as late,
			(count(*) filter (where n.kind = 'outage'))::int as outages,
			(count(*) filter (where ${planned}))::int as measured,
			${minutes(sql`n.first_planned_end_at - n.first_starts_at`)} as "plannedMinutes",
			${minutes(sql`n.restored_at - n.started_at`)} as "realMinutes",
			(count(*) filter (where ${planned} and n.restored_at > n.first_planned_end_at))::int as overran
		from notice n ${from}
		where n.announced_at >= ${asked.from.toISOString()}::timestamptz
			and n.announced_at < ${asked.to.toISOString()}::timestamptz
		group by ${key}
		order by ${order}`);
}
