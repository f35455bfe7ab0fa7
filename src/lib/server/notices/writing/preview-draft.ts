import { eq } from 'drizzle-orm';
import type { AffectedThing } from '#lib/notices/affected.ts';
import type { LeadTime } from '#lib/notices/lead-time.ts';
import { worstImpact, type NoticeKind } from '#lib/notices/notice-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { previewAudience, type AudiencePreview } from '../audience/preview-audience.ts';
import { conflictsOf, type NoticeConflict } from '../calendar/conflicts.ts';
import { freezesMet, type MetFreeze } from '../calendar/freezes.ts';
import { leadTimeFor } from '../calendar/lead-time-for.ts';
import { honestDuration, type HonestDuration } from '../joins/honest-duration.ts';
import { notice, noticeChoice } from '../tables.ts';

/** What stands on a form, whether it is saved or not. */
export type UnsavedNotice = {
	/** The notice that it changes: people chosen by hand count. */
	number?: number;
	kind: NoticeKind;
	affected: readonly AffectedThing[];
	startsAt: Date | null;
	plannedEndAt: Date | null;
};

/** Whom it would reach, and what speaks against its time. */
export type DraftPreview = {
	audience: AudiencePreview;
	lead: LeadTime;
	freezes: MetFreeze[];
	conflicts: NoticeConflict[];
	/** How long such work took; undefined without history. */
	duration: HonestDuration | undefined;
};

/**
 * What announcing a form as it stands would mean: how many people, why, and whether the time is early enough, in a freeze
 * or taken by another notice. Nothing is written. Whoever may read notices of the desk. Throws Forbidden.
 */
export async function previewDraft(
	db: DbOrTx,
	actor: Actor,
	of: UnsavedNotice,
	clock: Clock = systemClock
): Promise<DraftPreview> {
	const { number, kind, affected, startsAt, plannedEndAt } = of;
	const impact = worstImpact(affected.map((thing) => thing.impact));
	const saved = number === undefined ? [] : await choicesOf(db, number);
	const choices = saved.flatMap(({ chosen }) => (chosen ? [chosen] : []));
	const noticeId = saved[0]?.id;
	const plannable = kind === 'planned_work' || kind === 'change';
	const [audience, lead, freezes, conflicts, duration] = await Promise.all([
		previewAudience(db, actor, { affected, choices }, clock),
		leadTimeFor(db, { kind, impact, startsAt, affected }, clock.now()),
		plannable ? freezesMet(db, { startsAt, plannedEndAt, ...(noticeId ? { noticeId } : {}) }) : [],
		plannable
			? conflictsOf(
					db,
					{ noticeId: noticeId ?? null, startsAt, plannedEndAt, affected },
					clock.now()
				)
			: [],
		kind === 'information' ? undefined : honestDuration(db, kind, affected, clock.now())
	]);
	return { audience, lead, freezes, conflicts, duration };
}

const choicesOf = (db: DbOrTx, number: number) =>
	db
		.select({
			id: notice.id,
			chosen: {
				personId: noticeChoice.personId,
				choice: noticeChoice.choice,
				reason: noticeChoice.reason
			}
		})
		.from(notice)
		.leftJoin(noticeChoice, eq(noticeChoice.noticeId, notice.id))
		.where(eq(notice.number, number));
