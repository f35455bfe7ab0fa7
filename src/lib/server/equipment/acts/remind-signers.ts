import { and, asc, eq, gt, lt } from 'drizzle-orm';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { getWorkingHours } from '#lib/server/settings/settings.ts';
import { workingCalendar } from '#lib/working-time/calendar.ts';
import { addWorkingDays } from '#lib/working-time/working-time.ts';
import { act } from './tables.ts';
import { actHref, thingsOf, waitingSigners } from './tell-signers.ts';

/** After how many working days whoever has still to sign is reminded. */
const AFTER_DAYS = [3, 7];
const AT_ONCE = 500;

/** Reminds those who have still to sign an act, after three and after seven working days. Safe to run twice. */
export const remindSigners: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	const calendar = workingCalendar(await getWorkingHours(db, 'office'));
	let after: string | undefined;
	for (;;) {
		const open = await db
			.select({ id: act.id, madeAt: act.madeAt, reminders: act.reminders })
			.from(act)
			.where(
				and(
					eq(act.state, 'open'),
					lt(act.reminders, AFTER_DAYS.length),
					after ? gt(act.id, after) : undefined
				)
			)
			.orderBy(asc(act.id))
			.limit(AT_ONCE);
		for (const { id, madeAt, reminders } of open) {
			const due = AFTER_DAYS.filter((days) => addWorkingDays(madeAt, days, calendar) <= at).length;
			if (due > reminders) await remind(db, id, due, at);
		}
		after = open.at(-1)?.id;
		if (open.length < AT_ONCE) return;
	}
};

async function remind(
	db: Parameters<JobHandler>[0]['db'],
	id: string,
	due: number,
	at: Date
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const [taken] = await tx
			.update(act)
			.set({ reminders: due })
			.where(and(eq(act.id, id), eq(act.state, 'open'), lt(act.reminders, due)))
			.returning({ number: act.number, text: act.text });
		if (!taken) return;
		await notify(tx, {
			kind: 'act.reminder',
			recipients: await waitingSigners(tx, id),
			subject: { noun: 'act', id, href: actHref(id) },
			params: { number: taken.number, title: thingsOf(taken.text) },
			at
		});
	});
}
