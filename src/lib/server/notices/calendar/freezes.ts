import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';
import { freezeException, freezePeriod } from './tables.ts';

/** A freeze that a window runs into; `exception` says why this notice may happen all the same. */
export type MetFreeze = {
	id: string;
	name: LocalizedText;
	reason: string;
	startsAt: Date;
	endsAt: Date;
	exception: string | null;
};

/**
 * The freezes that a window runs into, earliest first; those called off are none. A window without an end is its start.
 * With `noticeId` each says whether that notice has an exception already.
 */
export async function freezesMet(
	db: DbOrTx,
	window: { startsAt: Date | null; plannedEndAt?: Date | null; noticeId?: string }
): Promise<MetFreeze[]> {
	const { startsAt, plannedEndAt } = window;
	if (!startsAt) return [];
	const endsAt = plannedEndAt ?? new Date(startsAt.getTime() + 1);
	return db
		.select({
			id: freezePeriod.id,
			name: freezePeriod.name,
			reason: freezePeriod.reason,
			startsAt: freezePeriod.startsAt,
			endsAt: freezePeriod.endsAt,
			exception: freezeException.reason
		})
		.from(freezePeriod)
		.leftJoin(
			freezeException,
			and(
				eq(freezeException.freezeId, freezePeriod.id),
				window.noticeId ? eq(freezeException.noticeId, window.noticeId) : sql`false`
			)
		)
		.where(
			and(
				isNull(freezePeriod.endedAt),
				lt(freezePeriod.startsAt, endsAt),
				gt(freezePeriod.endsAt, startsAt)
			)
		)
		.orderBy(asc(freezePeriod.startsAt));
}

/**
 * Names the exceptions by which a notice may happen within freezes: by whose word and why. Part of announcing and
 * rescheduling, which ask whether the actor may and record it. A reason given before stays.
 */
export async function grantFreezeExceptions(
	tx: Tx,
	exceptions: { noticeId: string; reasons: Record<string, string>; actor: Actor; at: Date }
): Promise<void> {
	const { noticeId, actor, at } = exceptions;
	const rows = Object.entries(exceptions.reasons).map(([freezeId, reason]) => ({
		freezeId,
		noticeId,
		reason,
		grantedById: actor.isSystem ? null : actor.personId,
		grantedAt: at
	}));
	if (rows.length) await tx.insert(freezeException).values(rows).onConflictDoNothing();
}
