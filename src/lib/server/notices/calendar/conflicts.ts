import { sql } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { AffectedThing } from '#lib/notices/affected.ts';
import type { NoticeState } from '#lib/notices/notice-states.ts';
import type { NoticeTexts } from '#lib/notices/notice-text.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { givenThings, mayLastUntil, reachOfThings, sharedThings } from './touched-systems.ts';

/** Another notice at the same time, and what they have in common: the same thing, something that depends on both, or a place. */
export type NoticeConflict = {
	number: number;
	texts: NoticeTexts;
	state: NoticeState;
	startsAt: Date;
	plannedEndAt: Date | null;
	why: 'same' | 'depends' | 'place';
	thing: LocalizedText;
};

type Row = Omit<NoticeConflict, 'startsAt' | 'plannedEndAt'> & {
	startsAt: string;
	plannedEndAt: string | null;
};

const OWN = '00000000-0000-0000-0000-000000000000';

/**
 * Notices whose window overlaps this one and that touch the same thing, a system that depends on both, or the same
 * place. What goes on counts until a day past its promise. Drafts count: two people may be planning at once. Each is named once, with the nearest reason. One query.
 */
export async function conflictsOf(
	db: DbOrTx,
	planned: {
		noticeId?: string | null;
		startsAt: Date | null;
		plannedEndAt: Date | null;
		affected: readonly AffectedThing[];
	},
	now: Date
): Promise<NoticeConflict[]> {
	const { startsAt, affected } = planned;
	if (!startsAt || affected.length === 0) return [];
	const from = startsAt.toISOString();
	const to = (planned.plannedEndAt ?? new Date(startsAt.getTime() + 1)).toISOString();
	const rows = await db.execute<Row>(sql`
		with recursive rival as (
			select id from notice
			where state in ('draft', 'announced', 'in_progress', 'awaiting_confirmation')
				and kind <> 'information' and id <> ${planned.noticeId ?? OWN}::uuid
				and starts_at < ${to}::timestamptz
				and case when state in ('in_progress', 'awaiting_confirmation') then ${mayLastUntil(now)}
					else coalesce(planned_end_at, starts_at + interval '1 minute') end > ${from}::timestamptz
		),
		thing (owner, kind, target_id, impact) as (
			${givenThings(affected, OWN)}
			union all
			select a.notice_id, a.kind, a.target_id, a.impact from notice_affected a
			join rival on rival.id = a.notice_id
		),
		${reachOfThings},
		${sharedThings},
		nearest as (
			select distinct on (other) other as notice_id, rank, kind, target_id from shared
			where owner = ${OWN}::uuid
			order by other, rank, kind, target_id
		)
		select n.number, n.texts, n.state, n.starts_at as "startsAt", n.planned_end_at as "plannedEndAt",
			(array['same', 'depends', 'place'])[x.rank + 1] as why,
			coalesce(sy.name, pl.name, un.name,
				(select jsonb_build_object('et', s.name->>'et', 'ru', s.name->>'ru') from system_role r
					join information_system s on s.id = r.system_id where r.id = x.target_id),
				jsonb_build_object('et', coalesce(sw.name, it.model || ' ' || it.inventory_number, ''),
					'ru', coalesce(sw.name, it.model || ' ' || it.inventory_number, ''))) as thing
		from nearest x join notice n on n.id = x.notice_id
		left join information_system sy on x.kind = 'system' and sy.id = x.target_id
		left join place pl on x.kind = 'place' and pl.id = x.target_id
		left join unit un on x.kind = 'unit' and un.id = x.target_id
		left join software_product sw on x.kind = 'software' and sw.id = x.target_id
		left join item it on x.kind = 'item' and it.id = x.target_id
		order by n.starts_at, n.number`);
	return rows.map((row) => ({
		...row,
		startsAt: new Date(row.startsAt),
		plannedEndAt: row.plannedEndAt === null ? null : new Date(row.plannedEndAt)
	}));
}
