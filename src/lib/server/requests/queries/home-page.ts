import { sql, type SQL } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { RequestRowView } from '#lib/requests/request-row.ts';
import { service } from '#lib/server/catalogue/tables.ts';
import type { Db } from '#lib/server/db/client.ts';
import { readyQuery } from '#lib/server/db/ready-query.ts';
import { heldItemRecords, type HeldItem } from '#lib/server/equipment/items-of.ts';
import { actToSignRecords, type ActToSign } from '#lib/server/equipment/mine/things-parts.ts';
import { offeredSeats, type OfferedSeat } from '#lib/server/training/courses/offered-seats.ts';
import { trainingToDo, type ModuleToDo } from '#lib/server/training/reading/training-to-do.ts';
import { requestDraft } from '#lib/server/requests/tables.ts';
import { momentOf, type Jsonised } from './json-moments.ts';
import { ownRows } from './my-requests.ts';
import { decidesForText, pendingApprovals, type PendingApproval } from './pending-approvals.ts';
import { readRows, rowView, type FoundRow } from './request-rows.ts';

/**
 * What the requests room has for a person's first page. `requests` are the open ones asked by or for them, those in
 * their hands first, then by promised day; `more` says that there are others. `approvals` are the decisions that wait
 * for them (`moreApprovals` likewise); `drafts` the forms they began and have not sent, the latest first; `training`
 * the modules they have to do or to look through again, the earliest due first; `seats` those at courses that are offered
 * to them; `items` what they hold; `toSign` the acts that wait for their name.
 */
export type HomePage = {
	requests: RequestRowView[];
	more: boolean;
	approvals: PendingApproval[];
	moreApprovals: boolean;
	drafts: UnsentForm[];
	training: ModuleToDo[];
	seats: OfferedSeat[];
	items: HeldItem[];
	toSign: ActToSign[];
};

/** A form that was begun: it waits at `/services/<slug>`. */
export type UnsentForm = { slug: string; title: LocalizedText; updatedAt: Date };

const mostRequests = 6;
const mostApprovals = 4;
const mostDrafts = 3;
const mostModules = 3;

type Found = {
	requests: Jsonised<FoundRow>[];
	approvals: Jsonised<PendingApproval>[];
	drafts: Jsonised<UnsentForm>[];
	training: ModuleToDo[];
	seats: OfferedSeat[];
	items: HeldItem[];
	toSign: ActToSign[];
};

const find = readyQuery<Found>(() => {
	const list = (rows: SQL) =>
		sql`(select coalesce(json_agg(to_json(one)), '[]') from (${rows}) one)`;
	const me = sql.placeholder('me');
	return sql`
		select ${ownRows(me, 'open', mostRequests + 1)} as requests,
			${list(pendingApprovals(me, sql.placeholder('deciders'), mostApprovals + 1))} as approvals,
			${list(sql`
				select c.slug, c.title, d.updated_at as "updatedAt"
				from ${requestDraft} d join ${service} c on c.id = d.service_id
				where d.person_id = ${me} and c.active
				order by d.updated_at desc limit ${sql.raw(String(mostDrafts))}`)} as drafts,
			${list(trainingToDo(me, mostModules))} as training,
			${list(offeredSeats(me, sql.placeholder('now')))} as seats,
			(select coalesce(json_agg(held.record), '[]') from (${heldItemRecords(me)}) held) as items,
			(select coalesce(json_agg(waiting.record), '[]') from (${actToSignRecords(me)}) waiting) as "toSign"`;
});

/** The first page's share of this room. Everybody, each their own. One query. */
export async function homePage(db: Db, actor: Actor, now: Date): Promise<HomePage> {
	const [found] = await find(db, {
		me: actor.personId,
		deciders: decidesForText(actor),
		now: now.toISOString()
	});
	const requests = readRows<FoundRow>(found?.requests ?? []);
	const approvals = (found?.approvals ?? []).map((row) => ({
		...row,
		openedAt: momentOf(row.openedAt),
		dueAt: momentOf(row.dueAt)
	}));
	return {
		requests: requests.slice(0, mostRequests).map((row) => rowView(row, { actor, now })),
		more: requests.length > mostRequests,
		approvals: approvals.slice(0, mostApprovals),
		moreApprovals: approvals.length > mostApprovals,
		drafts: (found?.drafts ?? []).map((row) => ({ ...row, updatedAt: new Date(row.updatedAt) })),
		training: found?.training ?? [],
		seats: found?.seats ?? [],
		items: found?.items ?? [],
		toSign: found?.toSign ?? []
	};
}
