import { sql } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { notice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { endedAt } from './missed-after.ts';
import { lettersOf, reachSql } from './reach-sql.ts';
import { readersInScope } from './readers-in-scope.ts';

/** People whom somebody is to tell: the head of their place, else of their unit or the nearest unit above with one. */
type PaperList = {
	headId: string | null;
	headName: string | null;
	headPhone: string | null;
	/** Their place, else their unit. */
	where: LocalizedText;
	people: { id: string; name: string; position: string; unitName: LocalizedText }[];
};

/**
 * The readers without a mailbox whom nobody has told yet, by who is to tell them: while a notice goes on those who have
 * neither opened it nor been told, once it is over those who were not told since. The same people as the ledger shows.
 * Throws Forbidden.
 */
export async function listForPaper(
	db: DbOrTx,
	actor: Actor,
	noticeId: string
): Promise<PaperList[]> {
	const reach = sql`(select ${reachSql} from (${lettersOf(sql`r.notice_id`, sql`r.person_id`)}) letters)`;
	const rows = await db.execute<PaperList>(sql`
		with untold as (
			select p.id, p.name, p.position, u.name as unit_name,
				coalesce(pl.head_id, (
					select above.head_id from ${unit} above
					where above.id = any(u.ancestor_ids) and above.head_id is not null
					order by cardinality(above.ancestor_ids) desc limit 1
				)) as head_id,
				coalesce(pl.name, u.name) as place_name, coalesce(pl.id, u.id) as place_id
			from ${noticeReader} r
			join ${notice} n on n.id = r.notice_id
			join ${person} p on p.id = r.person_id and p.status = 'active'
			join ${unit} u on u.id = p.unit_id
			left join ${place} pl on pl.id = p.place_id
			where r.notice_id = ${noticeId} and not r.has_mailbox and ${readersInScope(actor)}
				and case when ${endedAt} is null then ${reach} = 'no_mailbox'
					else r.told_by_hand_at is null or r.told_by_hand_at < ${endedAt} end
		)
		select h.id as "headId", h.name as "headName", h.phone as "headPhone",
			untold.place_name as where,
			jsonb_agg(jsonb_build_object('id', untold.id, 'name', untold.name,
				'position', untold.position, 'unitName', untold.unit_name)
				order by untold.name, untold.id) as people
		from untold left join ${person} h on h.id = untold.head_id
		group by h.id, untold.place_id, untold.place_name
		order by untold.place_name ->> 'et', untold.place_id`);
	return [...rows];
}
