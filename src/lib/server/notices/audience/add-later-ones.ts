import { asc, inArray } from 'drizzle-orm';
import { isGoingOn } from '#lib/notices/notice-states.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { eachNotice } from '../life/each-notice.ts';
import { lockNotice } from '../life/locked-notice.ts';
import { notice } from '../tables.ts';
import { addMissingReaders } from './freeze-audience.ts';
import { tellWhatHolds } from './tell-what-holds.ts';

/** A notice that newcomers should still hear of. */
const isOn = (state: typeof notice.$inferSelect.state) => state === 'announced' || isGoingOn(state);

/**
 * The job `notice.add_later_ones`: whoever came into the audience of a notice after it was announced (a new right, a
 * move, a first day) becomes its reader and is told what holds now. A notice at a time, each in a transaction.
 */
export const addLaterOnes: JobHandler = async ({ db, clock }) => {
	const open = await db
		.select({ number: notice.number })
		.from(notice)
		.where(inArray(notice.state, ['announced', 'in_progress', 'awaiting_confirmation']))
		.orderBy(asc(notice.number));
	await eachNotice(
		open.map(({ number }) => number),
		(number) =>
			withTransaction(db, async (tx) => {
				// Somebody may have ended it meanwhile: then nobody is told that it begins.
				const held = await lockNotice(tx, number);
				if (!isOn(held.state)) return;
				const at = clock.now();
				const joined = await addMissingReaders(tx, held.id, at, 'joined');
				await tellWhatHolds(tx, held.id, joined, { byId: null, at });
			})
	);
};
