import { eq, sql, type SQL } from 'drizzle-orm';
import type { ReviewAnswer, ReviewState } from '#lib/access/change-kinds.ts';
import { notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { RoleRisk } from '#lib/systems/system-kinds.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { keepsCampaign } from './campaign-record.ts';
import { inHands, unknownOfDesk, unknownOfOwn } from './line-hands.ts';
import { isOver, linesFrom } from './review-sql.ts';
import { reviewCampaign } from './tables.ts';

/** Which lines are asked for: one's own, or those that others did not know about. */
export type Which = 'mine' | 'unknown';

/** A right or seat that waits for an answer, with all that helps to give it. Moments and days are ISO texts. */
export type AskedLine = {
	id: string;
	personId: string;
	personName: string;
	position: string;
	unitName: LocalizedText;
	/** Of a right; null for a seat. */
	systemName: LocalizedText | null;
	roleName: LocalizedText | null;
	risk: RoleRisk | null;
	/** Of a seat. */
	productName: string | null;
	since: string;
	until: string | null;
	requestNumber: number | null;
	reviewedAt: string | null;
	lastUsedOn: string | null;
	/** Nobody has seen it used for longer than its product allows. */
	isIdle: boolean;
	/** Others in the unit, and how many of them have the same. */
	colleagues: number;
	holders: number;
	answer: ReviewAnswer | null;
	comment: string;
	answeredBy: string | null;
	isOver: boolean;
	/** Whose line it is to answer, where that is somebody else. */
	reviewerName: string | null;
};

export type ReviewerPage = {
	id: string;
	name: string;
	state: ReviewState;
	dueOn: string;
	removeWithinDays: number;
	lines: AskedLine[];
};

/** Not seen in use for so long counts as idle where the product says nothing. */
const IDLE_DAYS = 90;

/**
 * The lines of a round that are the reader's to answer, by person: their own as a line manager or owner, those of whom
 * they are a deputy of, and those that came up to them. With `unknown`, what others did not know, for the system's owner and
 * the desk. Throws NotFound where there is none. Two queries.
 */
export async function reviewerPage(
	db: DbOrTx,
	actor: Actor,
	{ id, which }: { id: string; which: Which },
	clock: Clock
): Promise<ReviewerPage> {
	if (!isId(id)) throw notFound();
	const today = isoDay(clock.now());
	const mine = which === 'mine' ? readLines(db, actor, id, inHands(actor), today) : undefined;
	const [[campaign], own] = await Promise.all([
		db.select().from(reviewCampaign).where(eq(reviewCampaign.id, id)),
		mine
	]);
	if (!campaign || campaign.state === 'draft') throw notFound();
	const unknown = keepsCampaign(actor, campaign) ? unknownOfDesk : unknownOfOwn;
	const lines =
		own ??
		(await readLines(
			db,
			actor,
			id,
			sql`${unknown(actor)} and l.person_id <> ${actor.personId}`,
			today
		));
	if (lines.length === 0) throw notFound();
	const { name, state, dueOn, removeWithinDays } = campaign;
	return { id, name, state, dueOn, removeWithinDays, lines };
}

async function readLines(
	db: DbOrTx,
	actor: Actor,
	campaignId: string,
	those: SQL,
	today: string
): Promise<AskedLine[]> {
	return db.execute<AskedLine>(sql`
		with asked as materialized (
			select l.*, p.name as person_name, p.position, p.unit_id, sys.name as system_name,
				ro.name as role_name, ro.risk, r.role_id, r.valid_from, r.valid_until, r.reviewed_at,
				s.product_id, s.taken_at, s.last_used_on, pr.name as product_name, pr.idle_days,
				coalesce(r.request_number, s.request_number) as request_number, ${isOver(today)} as is_over
			from ${linesFrom} where l.campaign_id = ${campaignId} and ${those}),
		crew as (
			select p.id, p.unit_id from person p
			where p.status = 'active' and p.unit_id in (select unit_id from asked)),
		crews as (select unit_id, count(*)::int as size from crew group by unit_id),
		same_role as (
			select crew.unit_id, r.role_id, count(distinct crew.id)::int as holders
			from crew join access_right r on r.person_id = crew.id and r.ended_at is null
			where r.role_id in (select role_id from asked) group by crew.unit_id, r.role_id),
		same_product as (
			select crew.unit_id, s.product_id, count(distinct crew.id)::int as holders
			from crew join software_seat s on s.person_id = crew.id and s.released_at is null
			where s.product_id in (select product_id from asked) group by crew.unit_id, s.product_id)
		select a.id, a.person_id as "personId", a.person_name as "personName", a.position,
			u.name as "unitName", a.system_name as "systemName", a.role_name as "roleName", a.risk,
			a.product_name as "productName", coalesce(a.valid_from, a.taken_at::date) as since,
			a.valid_until as until, a.request_number as "requestNumber", a.reviewed_at as "reviewedAt",
			a.last_used_on as "lastUsedOn",
			coalesce(a.last_used_on < ${today}::date - coalesce(a.idle_days, ${IDLE_DAYS}), false) as "isIdle",
			greatest(coalesce(crews.size, 1) - 1, 0) as colleagues,
			greatest(coalesce(same_role.holders, same_product.holders, 1) - 1, 0) as holders,
			a.answer, a.comment, answerer.name as "answeredBy", a.is_over as "isOver",
			case when a.reviewer_id <> ${actor.personId} then reviewer.name end as "reviewerName"
		from asked a
		join unit u on u.id = a.unit_id
		join person reviewer on reviewer.id = a.reviewer_id
		left join person answerer on answerer.id = a.answered_by_id
		left join crews on crews.unit_id = a.unit_id
		left join same_role on same_role.unit_id = a.unit_id and same_role.role_id = a.role_id
		left join same_product on same_product.unit_id = a.unit_id and same_product.product_id = a.product_id
		order by a.person_name, a.person_id, a.right_id is null, a.product_name, a.system_name ->> 'et',
			a.role_name ->> 'et', a.id`);
}
