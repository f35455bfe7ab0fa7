import { eq, inArray, sql, type SQL } from 'drizzle-orm';
import { campaignsShape } from '#lib/access/reviews/review-shapes.ts';
import type { ReviewState } from '#lib/access/change-kinds.ts';
import { forbidden } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains, idIn } from '#lib/server/lists/conditions.ts';
import { listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { unit } from '#lib/server/people/tables.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { isOver, linesFrom } from './review-sql.ts';
import { reviewCampaign } from './tables.ts';

export type CampaignRow = {
	id: string;
	name: string;
	state: ReviewState;
	systemName: LocalizedText | null;
	unitName: LocalizedText | null;
	opensOn: string;
	dueOn: string;
	closedAt: Date | null;
	/** Rights and seats that are or were asked about, and those of them that need no answer any more. */
	lines: number;
	settled: number;
	removals: number;
	cursor: string;
};

const byId = { expr: sql`${reviewCampaign.id}`, type: 'uuid' } as const;

const scopeOf = (actor: Actor): SQL | undefined => {
	const units = registerScope(actor);
	return units === null ? undefined : idIn(reviewCampaign.unitId, units);
};

const counted = (today: string) => sql`(
	select count(*)::int as lines,
		(count(*) filter (where l.answer is not null or ${isOver(today)}))::int as settled,
		(count(*) filter (where l.answer = 'remove'))::int as removals
	from ${linesFrom} where l.campaign_id = ${reviewCampaign}.id)`;

const campaignsList = (today: string): ListSpec<CampaignRow> => ({
	shape: campaignsShape,
	scope: ({ actor }) => scopeOf(actor),
	filters: { state: (values) => inArray(sql`${reviewCampaign.state}`, values) },
	search: (words) => contains(reviewCampaign.name, words),
	sorts: {
		opens: { keys: [{ expr: sql`${reviewCampaign.opensOn}`, type: 'date' }, byId] },
		name: { keys: [{ expr: sql`${reviewCampaign.name}`, type: 'text' }, byId] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: reviewCampaign.id,
				name: reviewCampaign.name,
				state: reviewCampaign.state,
				systemName: informationSystem.name,
				unitName: unit.name,
				opensOn: reviewCampaign.opensOn,
				dueOn: reviewCampaign.dueOn,
				closedAt: reviewCampaign.closedAt,
				lines: sql<number>`counted.lines`,
				settled: sql<number>`counted.settled`,
				removals: sql<number>`counted.removals`,
				cursor
			})
			.from(reviewCampaign)
			.leftJoin(informationSystem, eq(informationSystem.id, reviewCampaign.systemId))
			.leftJoin(unit, eq(unit.id, reviewCampaign.unitId))
			.leftJoinLateral(sql`${counted(today)} counted`, sql`true`)
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db.select({ id: reviewCampaign.id }).from(reviewCampaign).where(where).limit(upTo);
		const [found] = await db.select({ count: sql<number>`count(*)::int` }).from(some.as('some'));
		return found?.count ?? 0;
	}
});

/** A page of the rounds, the last ones first. Desk and auditors, each their units. Throws Forbidden. */
export async function listCampaigns(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<CampaignRow>> {
	if (!can(actor, 'systems.read')) throw forbidden();
	const now = clock.now();
	return listPage(db, campaignsList(isoDay(now)), { actor, now }, state);
}
