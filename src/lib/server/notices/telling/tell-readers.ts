import { eq, sql } from 'drizzle-orm';
import { ENDINGS, type ToldKind } from '#lib/notices/update-kinds.ts';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { announceLiveNotice } from '#lib/server/live/announce.ts';
import { nextDigestAt } from '#lib/server/mail/next-digest.ts';
import { ringMany, writeSharedLetters } from '#lib/server/notifications/tell-many.ts';
import { getWorkingHours } from '#lib/server/settings/settings.ts';
import { workingCalendar } from '#lib/working-time/calendar.ts';
import { notice, noticeUpdate } from '../tables.ts';
import { notificationKindOf } from './letter-rules.ts';
import { wordsOfNotice } from './notice-words.ts';
import { orderLetters } from './order-letters.ts';
import { supersedeLetters } from './supersede-letters.ts';
import { noticeMessage, noticeReader } from './tables.ts';
import { untoldReaders } from './untold-readers.ts';
import { writeWebhooks } from './write-webhooks.ts';

/** What readers are told. */
export type Telling = {
	noticeId: string;
	/** The entry of the timeline that it is about; it says what somebody wrote. */
	updateId: string;
	kind: ToldKind;
	at: Date;
	/** Only these of the readers: those who came later. */
	only?: readonly string[];
};

/**
 * Tells a notice's readers of one entry of its timeline: a line under the bell of each, a letter in the language of
 * each as they chose and have a mailbox, and a row of the ledger. Writes rows in the caller's transaction, whatever
 * their number in a few statements; the mail job sends. Nobody is told of the same entry twice, whoever has left is not
 * told. Earlier letters that have not left and do not hold any more are taken back. The caller holds the notice locked
 * and has written its new state. Returns how many were told.
 */
export async function tellReaders(tx: Tx, telling: Telling): Promise<number> {
	const { noticeId, updateId, kind, at } = telling;
	const [record, update] = await Promise.all([
		tx.select().from(notice).where(eq(notice.id, noticeId)),
		tx.select({ texts: noticeUpdate.texts }).from(noticeUpdate).where(eq(noticeUpdate.id, updateId))
	]);
	const row = record[0];
	if (!row || !update[0]) throw notFound();
	const note = update[0].texts ?? (kind === 'restored' ? row.restoredText : null);
	const readers = await untoldReaders(tx, telling);
	const params = wordsOfNotice(row, note);
	const event = {
		kind: notificationKindOf(kind, row),
		subject: { noun: 'notice', id: noticeId, href: `/notices/${row.number}` },
		params,
		at,
		thread: `notice-${noticeId}`
	};
	const hours = workingCalendar(await getWorkingHours(tx, 'office'));
	const letters = await orderLetters(tx, {
		readers,
		telling: {
			notice: row,
			kind,
			notification: event.kind,
			params,
			note,
			href: event.subject.href
		},
		at,
		nextDigestAt: nextDigestAt(at, hours)
	});
	await supersedeLetters(tx, telling);
	const written = await writeSharedLetters(tx, event, letters);
	const ids = readers.map(({ personId }) => personId);
	await ringMany(tx, event, ids);
	await writeLedger(tx, telling, ids, written);
	if (!telling.only) await writeWebhooks(tx, row, { kind, note, at });
	await announceLiveNotice(tx, row);
	return readers.length;
}

async function writeLedger(
	tx: Tx,
	{ noticeId, updateId, kind, at }: Telling,
	personIds: readonly string[],
	letters: ReadonlyMap<string, string>
): Promise<void> {
	if (personIds.length === 0) return;
	const people = sql`${`{${personIds.filter(isId).join(',')}}`}::uuid[]`;
	const outbox = `{${personIds.map((id) => letters.get(id) ?? 'NULL').join(',')}}`;
	const moment = sql`${at.toISOString()}::timestamptz`;
	await tx.execute(sql`
		insert into ${noticeMessage} (update_id, person_id, notice_id, kind, outbox_id, at)
		select ${updateId}::uuid, told.person_id, ${noticeId}::uuid, ${kind}, told.outbox_id, ${moment}
		from unnest(${people}, ${outbox}::uuid[]) as told (person_id, outbox_id)`);
	if (!ENDINGS.some((ending) => ending === kind)) return;
	await tx.execute(sql`
		update ${noticeReader} set told_after_at = ${moment}
		where notice_id = ${noticeId}::uuid and person_id = any(${people})`);
}
