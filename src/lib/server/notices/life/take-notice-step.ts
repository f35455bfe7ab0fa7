import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import {
	mayAct,
	NOTICE_ACTS,
	type NoticeAct,
	type NoticeState
} from '#lib/notices/notice-states.ts';
import type { LooseText } from '#lib/notices/notice-text.ts';
import { isTold, type UpdateKind } from '#lib/notices/update-kinds.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { announceLiveNotice } from '#lib/server/live/announce.ts';
import { tellReaders } from '../telling/tell-readers.ts';
import type { notice as noticeTable } from '../tables.ts';
import { addUpdate, type UpdateFacts } from './add-update.ts';
import { lockNotice, noticeMovedOn, type LockedNotice } from './locked-notice.ts';
import { mustReachReaders } from './reach.ts';

/** What a step gives back: how the notice stands after it. */
export type NoticeStepResult = {
	id: string;
	number: number;
	state: NoticeState;
	revision: number;
	updateId: string;
};

/** What a step writes: columns, the entry of the timeline, what the audit log keeps. */
export type NoticeStepPlan = {
	action: `notice.${string}`;
	set?: PgUpdateSetSource<typeof noticeTable>;
	update: { kind: UpdateKind; texts?: LooseText | undefined; facts?: UpdateFacts };
	/** More to write after the entry and before people are told, in the same transaction. */
	beforeTelling?: (moved: LockedNotice) => Promise<unknown>;
	/** More to write when people have been told. */
	afterwards?: (moved: LockedNotice) => Promise<unknown>;
};

/**
 * The frame of every command by which a person takes a notice one step, all in one transaction: locks it, asks the
 * permission and whether the step is possible, and writes it. Throws NotFound, Forbidden, Conflict when the notice has
 * moved on meanwhile (naming who was first), and what `plan` throws.
 */
export function takeNoticeStep(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number | undefined },
	act: NoticeAct,
	plan: (notice: LockedNotice, tx: Tx, at: Date) => NoticeStepPlan | Promise<NoticeStepPlan>,
	clock: Clock
): Promise<NoticeStepResult> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const before = await lockNotice(tx, input.number, { revision: input.revision });
		await mustReachReaders(tx, actor, before);
		if (!mayAct(act, before)) throw await noticeMovedOn(tx, before);
		const { set, ...rest } = await plan(before, tx, at);
		const state = NOTICE_ACTS[act].to ?? before.state;
		return writeStep(tx, actor, before, { ...rest, set: { state, ...set } }, at);
	});
}

/**
 * Writes a step of a locked notice: moves it, writes the entry of the timeline, tells the readers where that kind of
 * entry is told, records it, and lets open pages know. What may be done is asked before.
 */
export async function writeStep(
	tx: Tx,
	actor: Actor,
	before: LockedNotice,
	plan: NoticeStepPlan,
	at: Date
): Promise<NoticeStepResult> {
	const { kind, facts } = plan.update;
	const moved = await before.moved(plan.set ?? {}, at);
	const { id, number, state, revision } = moved;
	const byId = actorPersonId(actor);
	const updateId = await addUpdate(tx, { noticeId: id, ...plan.update, byId, at });
	await plan.beforeTelling?.(moved);
	if (isTold(kind)) await tellReaders(tx, { noticeId: id, updateId, kind, at });
	else await announceLiveNotice(tx, moved);
	await plan.afterwards?.(moved);
	await recordAudit(tx, {
		actor,
		action: plan.action,
		noun: 'notice',
		recordId: id,
		before: { state: before.state },
		after: { state, ...facts },
		at
	});
	return { id, number, state, revision, updateId };
}
