import { sql } from 'drizzle-orm';
import type { AffectedKind } from '#lib/notices/notice-states.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import type { ReportedFault } from './group-faults.ts';

/** What a request names: every id in its answers, however deep, that a register has, and a program by its typed name. */
const thingsNamed = sql`
	select coalesce(jsonb_agg(distinct jsonb_build_object('kind', t.kind, 'targetId', t.id)), '[]')
	from (
		select 'system' as kind, s.id, v.text from information_system s, said v
		where s.id::text = v.text or lower(v.text) in (lower(s.name->>'et'), lower(s.name->>'ru'), lower(s.name->>'en'))
		union all
		select 'software', p.id, v.text from software_product p, said v
		where p.id::text = v.text or lower(p.name) = lower(v.text)
		union all
		select 'item', i.id, v.text from item i, said v
		where v.text ~ '^[0-9a-f-]{36}$' and i.id = v.text::uuid
	) t`;

/** Rows of requests `r` with what they name; `r.what` is the choice of the form, or the title. */
const columns = sql`
	r.id as "requestId", r.number as "requestNumber", r.beneficiary_id as "personId",
	r.submitted_at as "submittedAt", r.place_id as "placeId", r.kind, r.title,
	coalesce(r.answers->>'what', lower(r.title)) as what,
	(with said as (
		select trim(both '"' from x::text) as text
		from jsonb_path_query(r.answers, 'strict $.**') x where jsonb_typeof(x) = 'string'
	) ${thingsNamed}) as things`;

/** A request with what it names: where a notice may begin. */
export type NoticeSource = ReportedFault & { kind: 'request' | 'fault'; title: string };
type Row = Omit<NoticeSource, 'submittedAt'> & {
	submittedAt: string;
	things: { kind: AffectedKind; targetId: string }[];
};

const read = (rows: readonly Row[]): NoticeSource[] =>
	rows.map((row) => ({ ...row, submittedAt: new Date(row.submittedAt) }));

/**
 * Open fault reports sent since a moment that no notice and no proposal has yet. One query. Asks nothing of a reader:
 * it is the portal that looks.
 */
export async function faultsSince(db: DbOrTx, since: Date): Promise<NoticeSource[]> {
	return read(
		await db.execute<Row>(sql`
			select ${columns} from service_request r
			where r.kind = 'fault' and r.submitted_at >= ${since.toISOString()}::timestamptz
				and r.status not in ('confirmed', 'rejected', 'cancelled', 'fulfilled')
				and not exists (select from notice_request l where l.request_id = r.id)
				and not exists (select from outage_proposal p where r.id = any(p.request_ids))
			order by r.submitted_at, r.id`)
	);
}

/** These requests with what they name, oldest first. One query. Asks nothing of the reader: whoever calls it has asked. */
export async function sourcesOf(db: DbOrTx, numbers: readonly number[]): Promise<NoticeSource[]> {
	if (numbers.length === 0) return [];
	const list = sql.join(
		numbers.map((number) => sql`${number}`),
		sql`, `
	);
	return read(
		await db.execute<Row>(sql`
			select ${columns} from service_request r where r.number in (${list})
			order by r.submitted_at, r.id`)
	);
}
