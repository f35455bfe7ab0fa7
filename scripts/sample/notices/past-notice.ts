import { announceNotice } from '#lib/server/notices/life/announce-notice.ts';
import { cancelNotice } from '#lib/server/notices/life/cancel-notice.ts';
import { closeNotice } from '#lib/server/notices/life/close-notice.ts';
import { closeOldNotices } from '#lib/server/notices/life/notice-jobs.ts';
import { extendNotice } from '#lib/server/notices/life/extend-notice.ts';
import { publishReport } from '#lib/server/notices/life/publish-report.ts';
import { rescheduleNotice } from '#lib/server/notices/life/reschedule-notice.ts';
import { restoreNotice } from '#lib/server/notices/life/restore-notice.ts';
import { rollBackNotice } from '#lib/server/notices/life/roll-back-notice.ts';
import { saveReport } from '#lib/server/notices/life/save-report.ts';
import type { Story } from '../timeline.ts';
import type { NoticeDesk } from './notice-desk.ts';
import type { PlannedNotice } from './planned-notice.ts';
import {
	CANCELLED,
	EXTENDED,
	LATE_REASON,
	NO_MODULE_REASON,
	REPORT,
	RESTORED,
	ROLLED_BACK
} from './sample-words.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CLOSES_AFTER_DAYS = 9;
const MOVED_BY = 7 * DAY;

/** A notice from its announcement to its end, as the desk took it through. */
export async function* pastNotice(
	desk: NoticeDesk,
	plan: PlannedNotice
): Story & AsyncGenerator<Date, void, void> {
	const { town } = desk;
	const { db, clock } = town;
	const actor = await town.actor(town.who(plan.owner));
	const { number, kind } = await desk.write(plan);
	const step = { number };
	const excuses = {
		lateReason: LATE_REASON,
		...(kind === 'change' && { noModuleReason: NO_MODULE_REASON })
	};
	await announceNotice(db, actor, { ...step, ...excuses }, clock);
	if (kind === 'information') {
		yield new Date(plan.announcedAt.getTime() + CLOSES_AFTER_DAYS * DAY);
		return closeOldNotices({ db, clock }, {});
	}
	if (plan.then === 'cancelled') {
		yield new Date(plan.startsAt.getTime() - DAY);
		await cancelNotice(db, actor, { ...step, texts: CANCELLED }, clock);
		return;
	}
	let shift = 0;
	if (plan.then === 'rescheduled') {
		yield new Date(plan.startsAt.getTime() - 2 * DAY);
		shift = MOVED_BY;
		const [startsAt, plannedEndAt] = [plan.startsAt, plan.plannedEndAt].map(
			(at) => new Date(at.getTime() + shift)
		) as [Date, Date];
		await rescheduleNotice(db, actor, { ...step, startsAt, plannedEndAt }, clock);
	}
	const moved = (at: Date) => new Date(at.getTime() + shift);
	const [startsAt, plannedEndAt] = [moved(plan.startsAt), moved(plan.plannedEndAt)];
	const restoredAt = moved(plan.restoredAt ?? plannedEndAt);
	if (kind !== 'outage') {
		if (kind === 'planned_work') {
			yield new Date(startsAt.getTime() - DAY);
			await desk.tick();
		}
		yield startsAt;
		await desk.tick();
	}
	if (plan.then === 'extended') {
		yield new Date(plannedEndAt.getTime() - 5 * MINUTE);
		const later = new Date(restoredAt.getTime() + 15 * MINUTE);
		await extendNotice(db, actor, { ...step, plannedEndAt: later, texts: EXTENDED }, clock);
	} else if (restoredAt > plannedEndAt) {
		for (const minutes of [0, 15]) {
			const at = new Date(plannedEndAt.getTime() + minutes * MINUTE);
			if (at >= restoredAt) break;
			yield at;
			await desk.tick();
		}
	}
	yield restoredAt;
	if (plan.then === 'rolled_back') {
		await rollBackNotice(db, actor, { ...step, texts: ROLLED_BACK }, clock);
	} else {
		const texts = town.random.pick(RESTORED);
		await restoreNotice(db, actor, { ...step, texts, despiteChecks: true }, clock);
	}
	if (plan.then === 'report') {
		yield new Date(restoredAt.getTime() + 2 * DAY);
		await saveReport(db, actor, { ...step, texts: REPORT }, clock);
		await publishReport(db, actor, step, clock);
	}
	yield new Date(restoredAt.getTime() + CLOSES_AFTER_DAYS * DAY);
	await closeNotice(db, actor, step, clock);
}
