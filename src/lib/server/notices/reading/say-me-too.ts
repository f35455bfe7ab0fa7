import { conflict, notFound } from '#lib/errors.ts';
import { isGoingOn } from '#lib/notices/notice-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { forgetKept } from '#lib/server/db/kept.ts';
import { announceLiveNotice } from '#lib/server/live/announce.ts';
import { addMeToo } from '../audience/add-me-too.ts';
import { lockNotice } from '../life/locked-notice.ts';
import { couldConcern } from './could-concern.ts';

/**
 * Somebody says that an outage which is going on is theirs too: they are counted, stand among its readers from now on,
 * and are told what follows. For those whom it concerns or could (`couldConcern`); to others it is as if there were none.
 * Saying it twice changes nothing. Recorded as `notice.me_too`. Throws NotFound, Conflict when it is no outage that is going on.
 */
export async function sayMeToo(
	db: Db,
	actor: Actor,
	number: number,
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const notice = await lockNotice(tx, number);
		if (!(await couldConcern(tx, actor, [notice.id], at)).has(notice.id)) throw notFound();
		if (notice.kind !== 'outage' || !isGoingOn(notice.state)) throw conflict('notices_me_too_over');
		const { isNew } = await addMeToo(tx, notice.id, actor.personId, at);
		if (!isNew) return;
		await announceLiveNotice(tx, notice);
		await recordAudit(tx, {
			actor,
			action: 'notice.me_too',
			noun: 'notice',
			recordId: notice.id,
			at
		});
	});
	forgetKept(db, 'notices');
}
