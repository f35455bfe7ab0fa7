import { eq } from 'drizzle-orm';
import { invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { freezesMet, grantFreezeExceptions } from '../calendar/freezes.ts';
import { leadTimeFor } from '../calendar/lead-time-for.ts';
import { noticeAffected } from '../tables.ts';
import type { LockedNotice } from './locked-notice.ts';
import type { NoticeWindow } from './sane-window.ts';

/** What who announces or moves a window says where a rule is broken. */
export type Excuses = {
	/** Why people are told later than the policy asks. */
	lateReason?: string | undefined;
	/** Why it happens within a freeze all the same, by the freeze's id. */
	freezeReasons?: Record<string, string> | undefined;
};

/** Whether people are told in time, and why not. */
type Foretold = { inTime: boolean | null; lateReason: string | null };

/**
 * The rules of a window that people are told of beforehand: early enough by the policy of its impact, and in no freeze.
 * Either may be broken with a reason, which is kept. Throws Invalid at `lateReason` and `freeze-<id>` where it is
 * missing. Outages and information break neither: nobody chooses when they happen.
 */
export async function foretell(
	tx: Tx,
	notice: LockedNotice,
	window: NoticeWindow,
	said: Excuses & { actor: Actor },
	at: Date
): Promise<Foretold> {
	if (notice.kind === 'outage' || notice.kind === 'information')
		return { inTime: null, lateReason: null };
	const affected = await tx
		.select({
			kind: noticeAffected.kind,
			targetId: noticeAffected.targetId,
			impact: noticeAffected.impact
		})
		.from(noticeAffected)
		.where(eq(noticeAffected.noticeId, notice.id));
	const { kind, impact } = notice;
	const lead = await leadTimeFor(tx, { kind, impact, startsAt: window.startsAt, affected }, at);
	const lateReason = said.lateReason?.trim() || null;
	const issues: Record<string, string[]> = {};
	if (lead.inTime === false && !lateReason) issues.lateReason = ['notice_desk_late_needed'];
	const reasons: Record<string, string> = {};
	for (const freeze of await freezesMet(tx, { ...window, noticeId: notice.id })) {
		if (freeze.exception) continue;
		const reason = said.freezeReasons?.[freeze.id]?.trim();
		if (reason) reasons[freeze.id] = reason;
		else issues[`freeze-${freeze.id}`] = ['notice_desk_freeze_needed'];
	}
	if (Object.keys(issues).length > 0) throw invalid(issues);
	await grantFreezeExceptions(tx, { noticeId: notice.id, reasons, actor: said.actor, at });
	return { inTime: lead.inTime, lateReason: lead.inTime === false ? lateReason : null };
}
