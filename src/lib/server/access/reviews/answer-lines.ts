import { inArray, sql } from 'drizzle-orm';
import type { ReviewAnswer } from '#lib/access/change-kinds.ts';
import { conflict, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { openAccessTask } from '#lib/server/access/tasks/open-access-task.ts';
import { withdrawAccessTask } from '#lib/server/access/tasks/withdraw-access-task.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { noteReviewed } from '#lib/server/systems/note-reviewed.ts';
import { lockCampaign, type Campaign } from './campaign-record.ts';
import { hasLines, lockLines, type LockedLine } from './lock-lines.ts';
import { noteFinished } from './note-finished.ts';
import { reviewLine } from './tables.ts';

export type LineAnswer = { lineId: string; answer: ReviewAnswer; comment?: string };

/** An answer that somebody else gave since the page was opened: theirs stays. */
export type AnsweredMeanwhile = {
	lineId: string;
	answer: ReviewAnswer;
	comment: string;
	by: string;
};

export type Answered = {
	saved: number;
	meanwhile: AnsweredMeanwhile[];
	/** Lines that need no answer any more, or are no longer the actor's. */
	skipped: number;
	at: Date;
};

type Work = { actor: Actor; campaign: Campaign; at: Date };
type Change = { line: LockedLine; answer: ReviewAnswer; comment: string };

const MOST_COMMENT = 500;

/**
 * Writes what a reviewer says of lines of a round: keep, remove, don't know; until the round is closed it may be said anew.
 * What is to go becomes a task for the desk with its day; said otherwise later, that task is closed. What is kept is noted
 * at the right. The line manager (or owner), their deputy, whoever it went to when no answer came, and, for what they did
 * not know, the system's owner and the desk; nobody about themselves. What others answered after `seenAt`, when the page
 * was made, stays. Recorded as `review.answered`. Throws NotFound for a round that is not there and to whom it asks nothing,
 * Conflict `reviews_closed`.
 */
export async function answerLines(
	db: DbOrTx,
	actor: Actor,
	input: { campaignId: string; seenAt: Date; answers: readonly LineAnswer[] },
	clock: Clock = systemClock
): Promise<Answered> {
	return withTransaction(db, async (tx) => {
		const campaign = await lockCampaign(tx, input.campaignId, 'share');
		if (campaign.state === 'draft') throw notFound();
		if (campaign.state !== 'open') throw conflict('reviews_closed');
		// Read when the lines are ours: whoever waited for another comes after them.
		const wanted = new Map(input.answers.map((one) => [one.lineId, one]));
		const lines = await lockLines(tx, actor, campaign, [...wanted.keys()], clock.now());
		const at = clock.now();
		const answersHere = lines.some(({ isMine }) => isMine) || (await hasLines(tx, actor, campaign));
		if (!answersHere) throw notFound();
		const isTheirs = ({ answeredById, answeredAt }: LockedLine) =>
			answeredById !== actor.personId && answeredAt !== null && answeredAt > input.seenAt;
		const { changes, meanwhile, skipped } = sortOut(lines, wanted, isTheirs);
		const work = { actor, campaign, at };
		await write(tx, work, changes);
		return { saved: changes.length, meanwhile, skipped, at };
	});
}

function sortOut(
	lines: readonly LockedLine[],
	wanted: ReadonlyMap<string, LineAnswer>,
	isTheirs: (line: LockedLine) => boolean
) {
	const changes: Change[] = [];
	const meanwhile: AnsweredMeanwhile[] = [];
	let skipped = wanted.size - lines.length;
	for (const line of lines) {
		const { answer, comment: said } = wanted.get(line.id) ?? { answer: 'keep' as const };
		const comment = (said ?? line.comment).trim().slice(0, MOST_COMMENT);
		if (line.answer === answer && line.comment === comment) continue;
		if (!line.isMine || line.isOver) skipped++;
		else if (line.answer && isTheirs(line)) {
			const { id: lineId, answer: theirs, comment: words, answeredBy } = line;
			meanwhile.push({ lineId, answer: theirs, comment: words, by: answeredBy ?? '' });
		} else changes.push({ line, answer, comment });
	}
	return { changes, meanwhile, skipped };
}

async function write(tx: Tx, work: Work, changes: readonly Change[]): Promise<void> {
	if (changes.length === 0) return;
	const { actor, campaign, at } = work;
	const alike = Map.groupBy(changes, ({ answer, comment }) => JSON.stringify([answer, comment]));
	for (const same of alike.values()) {
		const [{ answer, comment } = { answer: 'keep' as const, comment: '' }] = same;
		const ids = same.map(({ line }) => line.id);
		const answered = { answeredAt: at, answeredById: actorPersonId(actor) };
		await tx
			.update(reviewLine)
			.set({ answer, comment, ...answered })
			.where(inArray(reviewLine.id, ids));
	}
	for (const change of changes) await settleTask(tx, work, change);
	const kept = changes.filter(({ answer }) => answer === 'keep');
	await noteReviewed(
		tx,
		actor,
		kept.flatMap(({ line }) => line.rightId ?? []),
		at
	);
	const reviewerIds = [...new Set(changes.map(({ line }) => line.reviewerId))];
	await noteFinished(tx, campaign.id, reviewerIds, at);
	await recordAudit(tx, {
		...{ actor, action: 'review.answered', noun: 'review', recordId: campaign.id, at },
		before: Object.fromEntries(changes.map(({ line }) => [line.id, line.answer])),
		after: Object.fromEntries(changes.map(({ line, answer }) => [line.id, answer]))
	});
}

/** Opens the task that takes it away, or closes it when it is to stay after all. */
async function settleTask(tx: Tx, work: Work, { line, answer, comment }: Change): Promise<void> {
	const { actor, campaign, at } = work;
	const from = { source: 'review' as const, sourceId: campaign.id };
	if (answer !== 'remove') {
		if (!line.taskId) return;
		await setTask(tx, line.id, null);
		if (await isWantedElsewhere(tx, line.taskId)) return;
		const outcome = campaign.name;
		await withdrawAccessTask(tx, actor, { taskId: line.taskId, ...from, outcome }, at);
		return;
	}
	if (line.answer === 'remove') return;
	const { id } = await openAccessTask(
		tx,
		actor,
		{
			kind: line.rightId ? 'end_right' : 'release_seat',
			...{ personId: line.personId, rightId: line.rightId, seatId: line.seatId },
			note: comment || campaign.name,
			dueOn: dayAfter(isoDay(at), campaign.removeWithinDays),
			...from
		},
		at
	);
	await setTask(tx, line.id, id);
}

const setTask = (tx: Tx, lineId: string, taskId: string | null) =>
	tx
		.update(reviewLine)
		.set({ taskId })
		.where(sql`${reviewLine.id} = ${lineId}`);

/** Another round that goes on at the same time has asked for the same. */
async function isWantedElsewhere(tx: Tx, taskId: string): Promise<boolean> {
	const [other] = await tx
		.select({ id: reviewLine.id })
		.from(reviewLine)
		.where(sql`${reviewLine.taskId} = ${taskId}`)
		.limit(1);
	return other !== undefined;
}

function dayAfter(day: string, days: number): string {
	const at = new Date(`${day}T00:00:00Z`);
	at.setUTCDate(at.getUTCDate() + days);
	return at.toISOString().slice(0, 10);
}
