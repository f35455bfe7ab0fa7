import { inArray, or, sql, type SQL } from 'drizzle-orm';
import {
	linesShape,
	type LineStand,
	type RemovalStand
} from '#lib/access/reviews/review-shapes.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains, idIn, withinUnits } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { findCampaign } from './get-campaign.ts';
import { removalOf, standOf } from './line-stands.ts';
import { linesFrom } from './review-sql.ts';

/** One right or seat in a round, with what was said of it and what became of that. */
export type LineRow = {
	id: string;
	personName: string;
	unitName: LocalizedText;
	systemName: LocalizedText | null;
	roleName: LocalizedText | null;
	productName: string | null;
	reviewerName: string;
	stand: LineStand;
	comment: string;
	answeredBy: string | null;
	answeredAt: Date | null;
	removal: RemovalStand | null;
	dueOn: string | null;
	taskDoneAt: Date | null;
	cursor: string;
};

type Found = Omit<LineRow, 'answeredAt' | 'taskDoneAt'> & {
	answeredAt: string | null;
	taskDoneAt: string | null;
};

const from: SQL = sql`${linesFrom}
	join unit u on u.id = p.unit_id
	join person reviewer on reviewer.id = l.reviewer_id
	left join person answerer on answerer.id = l.answered_by_id`;

const linesList = (campaignId: string, today: string): ListSpec<LineRow> => ({
	shape: linesShape,
	scope: () => sql`l.campaign_id = ${campaignId}`,
	filters: {
		answer: (values) => inArray(standOf(today), values),
		removal: (values) => inArray(removalOf(today), values),
		reviewer: (values) => idIn(sql`l.reviewer_id`, values),
		system: (values) => idIn(sql`sys.id`, values),
		unit: (values) => withinUnits(sql`u.ancestor_ids`, values)
	},
	search: (words) => or(contains(sql`p.name`, words), contains(sql`reviewer.name`, words)),
	sorts: {
		person: {
			keys: [
				{ expr: sql`p.name`, type: 'text' },
				{ expr: sql`l.id`, type: 'uuid' }
			]
		}
	},
	rows: async (db, { where, orderBy, limit, cursor }) => {
		const order = orderBy.length > 0 ? sql`order by ${sql.join(orderBy, sql`, `)}` : sql``;
		const found = await db.execute<Found>(sql`
			select l.id, p.name as "personName", u.name as "unitName", sys.name as "systemName",
				ro.name as "roleName", pr.name as "productName", reviewer.name as "reviewerName",
				${standOf(today)} as stand, l.comment, answerer.name as "answeredBy",
				l.answered_at as "answeredAt", ${removalOf(today)} as removal, t.due_on as "dueOn",
				t.done_at as "taskDoneAt", ${cursor} as cursor
			from ${from} where ${where} ${order} limit ${limit}`);
		return found.map((row) => ({
			...row,
			answeredAt: row.answeredAt === null ? null : new Date(row.answeredAt),
			taskDoneAt: row.taskDoneAt === null ? null : new Date(row.taskDoneAt)
		}));
	},
	count: async (db, where, upTo) => {
		const [counted] = await db.execute<{ count: number }>(sql`
			select count(*)::int as count from (select 1 from ${from} where ${where} limit ${upTo}) found`);
		return counted?.count ?? 0;
	}
});

/** A page of a round's lines. Whoever reads the round. Throws Forbidden, NotFound. */
export async function listLines(
	db: DbOrTx,
	actor: Actor,
	{ campaignId, state }: { campaignId: string; state: ListState },
	clock: Clock
): Promise<ListPage<LineRow>> {
	const { id } = await findCampaign(db, actor, campaignId);
	const now = clock.now();
	return listPage(db, linesList(id, isoDay(now)), { actor, now }, state);
}

/** All of a round's filtered lines, row by row, for a file. The same people. Throws Forbidden, NotFound. */
export async function exportLines(
	db: DbOrTx,
	actor: Actor,
	{ campaignId, state }: { campaignId: string; state: ListState },
	clock: Clock
): Promise<AsyncGenerator<LineRow>> {
	const { id } = await findCampaign(db, actor, campaignId);
	const now = clock.now();
	return listAll(db, linesList(id, isoDay(now)), { actor, now }, state);
}
