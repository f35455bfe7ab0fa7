import { sql } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { RequestRowView } from '#lib/requests/request-row.ts';
import { service } from '#lib/server/catalogue/tables.ts';
import type { Db } from '#lib/server/db/client.ts';
import { listPage } from '#lib/server/lists/list-page.ts';
import { requestDraft } from '#lib/server/requests/tables.ts';
import { momentOf, type Jsonised } from './json-moments.ts';
import { openSpec } from './my-requests.ts';
import { pendingApprovals, type PendingApproval } from './pending-approvals.ts';
import { rowView } from './request-rows.ts';

/**
 * What the requests room has for a person's first page. `requests` are the open ones asked by or for them, those in
 * their hands first, then by promised day; `more` says that there are others. `approvals` are the decisions that wait
 * for them (`moreApprovals` likewise); `drafts` the forms they began and have not sent, the latest first.
 */
export type HomePage = {
	requests: RequestRowView[];
	more: boolean;
	approvals: PendingApproval[];
	moreApprovals: boolean;
	drafts: UnsentForm[];
};

/** A form that was begun: it waits at `/services/<slug>`. */
export type UnsentForm = { slug: string; title: LocalizedText; updatedAt: Date };

const mostRequests = 6;
const mostApprovals = 4;
const mostDrafts = 3;
const firstPage: ListState = { filters: {}, search: '', sort: 'turn' };

/** The first page's share of this room. Everybody, each their own. Two queries, sent at once. */
export async function homePage(db: Db, actor: Actor, now: Date): Promise<HomePage> {
	const [page, waiting] = await Promise.all([
		listPage(db, openSpec(actor), { actor, now }, firstPage, { size: mostRequests, count: false }),
		findWaiting(db, actor)
	]);
	return {
		requests: page.rows.map((row) => rowView(row, { actor, now })),
		more: page.next !== undefined,
		...waiting
	};
}

async function findWaiting(
	db: Db,
	actor: Actor
): Promise<Pick<HomePage, 'approvals' | 'moreApprovals' | 'drafts'>> {
	const list = (rows: ReturnType<typeof sql>) =>
		sql`(select coalesce(json_agg(to_json(one)), '[]') from (${rows}) one)`;
	const [found] = await db.execute<{
		approvals: Jsonised<PendingApproval>[];
		drafts: Jsonised<UnsentForm>[];
	}>(sql`
		select ${list(pendingApprovals(actor, mostApprovals + 1))} as approvals,
			${list(sql`
				select c.slug, c.title, d.updated_at as "updatedAt"
				from ${requestDraft} d join ${service} c on c.id = d.service_id
				where d.person_id = ${actor.personId} and c.active
				order by d.updated_at desc limit ${mostDrafts}`)} as drafts`);
	const approvals = (found?.approvals ?? []).map((row) => ({
		...row,
		openedAt: momentOf(row.openedAt),
		dueAt: momentOf(row.dueAt)
	}));
	return {
		approvals: approvals.slice(0, mostApprovals),
		moreApprovals: approvals.length > mostApprovals,
		drafts: (found?.drafts ?? []).map((row) => ({ ...row, updatedAt: new Date(row.updatedAt) }))
	};
}
