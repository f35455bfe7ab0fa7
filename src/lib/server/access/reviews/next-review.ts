import { and, desc, isNotNull, isNull, sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { reviewCampaign } from './tables.ts';

/** When everybody's rights were last looked through, and by when that is to begin again. */
export type NextReview = {
	/** Null where there was none. */
	lastOpenedOn: string | null;
	nextBy: string;
	isLate: boolean;
	/** One goes on, or is planned. */
	isUnderWay: boolean;
};

const MONTHS_BETWEEN = 6;

/** Twice a year everybody's rights are looked through: when that was, and when the next is due. For whoever reads rounds. */
export async function nextReview(db: DbOrTx, now: Date): Promise<NextReview> {
	const ofAll = and(isNull(reviewCampaign.systemId), isNull(reviewCampaign.unitId));
	const [[last], [waiting]] = await Promise.all([
		db
			.select({ openedAt: reviewCampaign.openedAt })
			.from(reviewCampaign)
			.where(and(ofAll, isNotNull(reviewCampaign.openedAt)))
			.orderBy(desc(reviewCampaign.openedAt))
			.limit(1),
		db
			.select({ id: reviewCampaign.id })
			.from(reviewCampaign)
			.where(and(ofAll, sql`${reviewCampaign.state} <> 'closed'`))
			.limit(1)
	]);
	const today = isoDay(now);
	const lastOpenedOn = last?.openedAt ? isoDay(last.openedAt) : null;
	const nextBy = lastOpenedOn ? monthsAfter(lastOpenedOn, MONTHS_BETWEEN) : today;
	const isUnderWay = waiting !== undefined;
	return { lastOpenedOn, nextBy, isUnderWay, isLate: !isUnderWay && nextBy <= today };
}

/** The same day so many months later, or the last day of that month. */
function monthsAfter(day: string, months: number): string {
	const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
	const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
	const at = new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)));
	return at.toISOString().slice(0, 10);
}
