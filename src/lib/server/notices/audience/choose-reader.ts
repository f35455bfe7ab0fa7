import { and, eq } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { isOver } from '#lib/notices/notice-states.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { lockNotice, type LockedNotice } from '../life/locked-notice.ts';
import { mustEditNotices, mustReachReaders, mustReachUnit } from '../life/reach.ts';
import { noticeChoice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { addReader } from './add-reader.ts';
import { tellWhatHolds } from './tell-what-holds.ts';

export type ReaderChoosing = {
	number: number;
	revision?: number | undefined;
	personId: string;
	/** `registers`: neither; what the registers say holds again. */
	choice: 'include' | 'exclude' | 'registers';
	reason: string;
};

/**
 * Tells somebody of a notice although the registers do not say so, or leaves somebody out, and keeps why. After the
 * announcement an included person is added to the ledger and told what holds now; nobody is taken out of it, since
 * whoever was told before is told after. The desk and authors; of an announced notice who may tell its readers and
 * reaches the person.
 * Recorded as `notice.reader_included`, `notice.reader_excluded`, `notice.reader_unchosen`. Throws NotFound, Forbidden,
 * Invalid (`personId`, `reason`), Conflict when the notice is over or moved on, or the person is a reader already.
 */
export async function chooseReader(
	db: DbOrTx,
	actor: Actor,
	input: ReaderChoosing,
	clock: Clock = systemClock
): Promise<{ id: string; revision: number }> {
	mustEditNotices(actor);
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const held = await lockNotice(tx, input.number, { revision: input.revision });
		if (isOver(held.state)) throw conflict('notice_audience_over');
		const reason = input.reason.trim();
		const unitId = await mustBeSomebody(tx, input, reason);
		if (held.state !== 'draft') {
			await mustReachReaders(tx, actor, held);
			// Also of its owner: with one notice of their unit they would write to anybody.
			mustReachUnit(actor, unitId);
		}
		const isReader = await findReader(tx, held.id, input.personId);
		if (isReader) throw conflict('notice_audience_already');
		await writeChoice(tx, held, actor, { ...input, reason }, at);
		const moved = await held.moved({}, at);
		await recordAudit(tx, {
			actor,
			action: ACTIONS[input.choice],
			noun: 'notice',
			recordId: held.id,
			after: { personId: input.personId, reason },
			at
		});
		return { id: held.id, revision: moved.revision };
	});
}

const ACTIONS = {
	include: 'notice.reader_included',
	exclude: 'notice.reader_excluded',
	registers: 'notice.reader_unchosen'
} as const;

/** The unit of whom it is about. */
async function mustBeSomebody(tx: Tx, input: ReaderChoosing, reason: string): Promise<string> {
	if (!isId(input.personId)) throw invalid({ personId: ['notice_audience_error_person'] });
	const [who] = await tx
		.select({ status: person.status, unitId: person.unitId })
		.from(person)
		.where(eq(person.id, input.personId));
	if (!who) throw invalid({ personId: ['notice_audience_error_person'] });
	if (input.choice === 'registers') return who.unitId;
	if (who.status !== 'active') throw invalid({ personId: ['notice_audience_error_left'] });
	if (!reason) throw invalid({ reason: ['notice_audience_error_reason'] });
	return who.unitId;
}

async function findReader(tx: Tx, noticeId: string, personId: string): Promise<boolean> {
	const found = await tx
		.select({ personId: noticeReader.personId })
		.from(noticeReader)
		.where(and(eq(noticeReader.noticeId, noticeId), eq(noticeReader.personId, personId)));
	return found.length > 0;
}

async function writeChoice(
	tx: Tx,
	held: LockedNotice,
	actor: Actor,
	input: ReaderChoosing,
	at: Date
): Promise<void> {
	const { personId, choice, reason } = input;
	if (choice === 'registers') {
		const gone = await tx
			.delete(noticeChoice)
			.where(and(eq(noticeChoice.noticeId, held.id), eq(noticeChoice.personId, personId)))
			.returning({ personId: noticeChoice.personId });
		if (gone.length === 0) throw notFound();
		return;
	}
	const row = { choice, reason, chosenById: actorPersonId(actor), chosenAt: at };
	await tx
		.insert(noticeChoice)
		.values({ noticeId: held.id, personId, ...row })
		.onConflictDoUpdate({ target: [noticeChoice.noticeId, noticeChoice.personId], set: row });
	if (held.state === 'draft' || choice !== 'include') return;
	await addReader(tx, held.id, personId, {
		reason: { kind: null, targetId: null, how: 'included', via: reason },
		wave: 'included',
		at
	});
	await tellWhatHolds(tx, held.id, [personId], { byId: actorPersonId(actor), at });
}
