import { createHash } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import type { ReviewAnswer } from '#lib/access/change-kinds.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { RemovalStand } from '#lib/access/reviews/review-shapes.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { getSetting } from '#lib/server/settings/settings.ts';
import type { Campaign } from './campaign-record.ts';
import {
	campaignCounts,
	reviewerCounts,
	standColumns,
	type CampaignCounts,
	type ReviewerCount,
	type StandCounts
} from './count-lines.ts';
import { removalOf, standOf } from './line-stands.ts';
import { linesFrom } from './review-sql.ts';

export type CountedName = StandCounts & { name: LocalizedText };

/** Something that is taken away, and how far that is. */
export type Removal = {
	person: string;
	unit: LocalizedText;
	what: LocalizedText;
	by: string | null;
	comment: string;
	dueOn: string;
	stand: RemovalStand;
};

/** What a round came to: everything that its report says. */
export type ReviewReport = {
	campaign: Campaign;
	organisation: LocalizedText;
	/** The system or unit it was about; null for everybody. */
	about: LocalizedText | null;
	counts: CampaignCounts;
	reviewers: ReviewerCount[];
	units: CountedName[];
	systems: CountedName[];
	removals: Removal[];
	/** SHA-256 of every line with its answer, who gave it and when, in the order of their ids. */
	sha256: string;
};

/** Reads it at the moment it is signed. The caller holds the round. */
export async function readReport(tx: Tx, campaign: Campaign, at: Date): Promise<ReviewReport> {
	const today = isoDay(at);
	const { id } = campaign;
	const [about] = await tx.execute<{ name: LocalizedText }>(sql`
		select name from information_system where id = ${campaign.systemId}::uuid
		union all select name from unit where id = ${campaign.unitId}::uuid limit 1`);
	return {
		...{ campaign, organisation: await getSetting(tx, 'organisationName') },
		about: about?.name ?? null,
		counts: await campaignCounts(tx, id, today),
		reviewers: await reviewerCounts(tx, id, today),
		units: await countedBy(tx, id, sql`u.name`, today),
		systems: await countedBy(tx, id, whatHolds, today),
		removals: await removalsOf(tx, id, today),
		sha256: await sumOf(tx, id, today)
	};
}

/** The system of a right; seats by their product. */
const whatHolds: SQL = sql`coalesce(sys.name, jsonb_build_object('et', pr.name, 'ru', pr.name, 'en', pr.name))`;

const countedBy = (tx: Tx, id: string, name: SQL, today: string): Promise<CountedName[]> =>
	tx.execute<CountedName>(sql`
		select named.name, ${standColumns(sql`named.stand`)} from (
			select ${name} as name, ${standOf(today)} as stand
			from ${linesFrom} join unit u on u.id = p.unit_id where l.campaign_id = ${id}) named
		group by named.name order by named.name ->> 'et'`);

const removalsOf = (tx: Tx, id: string, today: string): Promise<Removal[]> =>
	tx.execute<Removal>(sql`
		select p.name as person, u.name as unit, ${whatHolds} || case when ro.name is null then '{}' else
				jsonb_build_object('et', (sys.name ->> 'et') || ': ' || (ro.name ->> 'et'),
					'ru', (sys.name ->> 'ru') || ': ' || (ro.name ->> 'ru')) end as what,
			answerer.name as by, l.comment, t.due_on as "dueOn", ${removalOf(today)} as stand
		from ${linesFrom} join unit u on u.id = p.unit_id
		left join person answerer on answerer.id = l.answered_by_id
		where l.campaign_id = ${id} and l.answer = 'remove' order by p.name, l.id`);

/** Each line as a row of text: anybody can make the same sum of the exported lines. */
async function sumOf(tx: Tx, id: string, today: string): Promise<string> {
	type Row = { id: string; stand: ReviewAnswer | 'none' | 'over'; by: string | null; at: string };
	const rows = await tx.execute<Row>(sql`
		select l.id, ${standOf(today)} as stand, l.answered_by_id as by,
			coalesce(to_char(l.answered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '') as at
		from ${linesFrom} where l.campaign_id = ${id} order by l.id`);
	const text = rows.map((row) => [row.id, row.stand, row.by ?? '', row.at].join(';')).join('\n');
	return createHash('sha256').update(text).digest('hex');
}
