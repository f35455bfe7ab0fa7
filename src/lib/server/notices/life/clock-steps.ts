import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { OVERRUN_TOLD_AFTER } from '#lib/notices/desk/notice-trail.ts';
import { mayAct, type NoticeState } from '#lib/notices/notice-states.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { listAdministrators, listDeputies } from '#lib/server/people/approvers.ts';
import { findHeadAbove } from '#lib/server/people/find-head-above.ts';
import { listPersonFacts } from '#lib/server/people/person-facts.ts';
import { notice as noticeTable } from '../tables.ts';
import type { LockedNotice } from './locked-notice.ts';
import { deskSubject } from './notice-facts.ts';
import { isoOf, passedReminders } from './sane-window.ts';
import type { NoticeStepPlan } from './take-notice-step.ts';

/** What the clock would do with a notice now; null when there is nothing to do. */
export type ClockStep = (
	notice: LockedNotice,
	tx: Tx,
	at: Date
) => NoticeStepPlan | null | Promise<NoticeStepPlan | null>;

/** Minutes after the planned end at which the owner is nudged. */
const NUDGES = [0, 10, 30] as const;
/** Minutes after which somebody else is asked in the owner's place. */
const ESCALATED_AFTER = 45;

const minutesOver = ({ plannedEndAt }: LockedNotice, at: Date) =>
	plannedEndAt ? (at.getTime() - plannedEndAt.getTime()) / 60_000 : -1;

/** It begins at the planned start. Since that moment, though the portal may have stood still then. */
const startByClock: ClockStep = ({ state, kind, startsAt }, _tx, at) => {
	if (!mayAct('start', { state, kind }) || !startsAt || startsAt > at) return null;
	const facts = { startedAt: isoOf(startsAt) };
	return {
		action: 'notice.started',
		set: { state: 'in_progress', startedAt: startsAt },
		update: { kind: 'started', facts }
	};
};

/** Reminds readers beforehand: once, also when several reminders came due while the portal stood still. */
const remindByClock: ClockStep = ({ state, startsAt, reminders, reminded }, _tx, at) => {
	if (state !== 'announced' || !startsAt || startsAt <= at) return null;
	const due = passedReminders(reminders, startsAt, at).filter((one) => !reminded.includes(one));
	if (due.length === 0) return null;
	return {
		action: 'notice.reminded',
		set: { reminded: [...reminded, ...due] },
		update: { kind: 'reminded', facts: { minutes: Math.min(...due), startsAt: isoOf(startsAt) } }
	};
};

/** The planned end has passed: whether it works is now for a person to say. */
const endPassedByClock: ClockStep = (notice, _tx, at) => {
	if (!mayAct('overrun', notice) || minutesOver(notice, at) < 0) return null;
	return {
		action: 'notice.end_passed',
		set: { state: 'awaiting_confirmation' },
		update: { kind: 'end_passed', facts: { plannedEndAt: isoOf(notice.plannedEndAt) } }
	};
};

/** Asks the owner, and whoever stands in for them, to look and say: at once, after 10 and after 30 minutes. */
const nudgeByClock: ClockStep = async (notice, tx, at) => {
	if (notice.state !== AWAITING) return null;
	const over = minutesOver(notice, at);
	const due = NUDGES.findLast((minutes) => minutes <= over);
	if (due === undefined || due <= (notice.nudgedAfter ?? -1)) return null;
	const recipients = [notice.ownerId, ...(await listDeputies(tx, [notice.ownerId], isoDay(at)))];
	return {
		action: 'notice.nudged',
		set: { nudgedAfter: due },
		update: { kind: 'nudged', facts: { minutes: due, people: await namesOf(tx, recipients) } },
		afterwards: (moved) =>
			notify(tx, { kind: 'notice.nudged', recipients, ...deskSubject(moved), at })
	};
};

/** Tells readers that it runs over and that a new estimate will follow. */
const tellOverrunByClock: ClockStep = (notice, _tx, at) => {
	if (notice.state !== AWAITING || notice.overrunToldAt) return null;
	if (minutesOver(notice, at) < OVERRUN_TOLD_AFTER) return null;
	return {
		action: 'notice.overrun_told',
		set: { overrunToldAt: at, sequence: sql`${noticeTable.sequence} + 1` },
		update: { kind: 'overrun', facts: { plannedEndAt: isoOf(notice.plannedEndAt) } }
	};
};

/** The owner says nothing: their deputy and the head of their unit are asked, administrators where there is neither. */
const escalateByClock: ClockStep = async (notice, tx, at) => {
	if (notice.state !== AWAITING || notice.escalatedAt) return null;
	if (minutesOver(notice, at) < ESCALATED_AFTER) return null;
	const [owner] = await listPersonFacts(tx, [notice.ownerId]);
	const head = await findHeadAbove(tx, notice.ownerId);
	const found = [
		...(await listDeputies(tx, [notice.ownerId], isoDay(at))),
		...(head ? [head] : [])
	];
	const recipients = found.length > 0 ? found : await listAdministrators(tx);
	const { subject, params } = deskSubject(notice);
	const who = owner?.name ?? '';
	return {
		action: 'notice.escalated',
		set: { escalatedAt: at },
		update: { kind: 'escalated', facts: { people: await namesOf(tx, recipients) } },
		afterwards: () =>
			notify(tx, {
				kind: 'notice.escalated',
				recipients,
				subject,
				params: { ...params, who },
				at
			})
	};
};

/** In this order: one minute may bring several, after the portal stood still. */
export const CLOCK_STEPS: readonly ClockStep[] = [
	startByClock,
	remindByClock,
	endPassedByClock,
	nudgeByClock,
	tellOverrunByClock,
	escalateByClock
];

const AWAITING: NoticeState = 'awaiting_confirmation';

async function namesOf(tx: Tx, personIds: string[]): Promise<string> {
	const people = await listPersonFacts(tx, personIds);
	return people.map(({ name }) => name).join(', ');
}
