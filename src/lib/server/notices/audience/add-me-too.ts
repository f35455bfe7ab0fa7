import { and, eq, sql } from 'drizzle-orm';
import { conflict, notFound } from '#lib/errors.ts';
import { isOver } from '#lib/notices/notice-states.ts';
import type { ReaderReason } from '#lib/notices/notice-text.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { addReader } from './add-reader.ts';
import { tellWhatHolds } from './tell-what-holds.ts';

const ME_TOO: ReaderReason = { kind: null, targetId: null, how: 'me_too' };

/**
 * Somebody says that an outage has reached them too: they become a reader of its notice and are told how it stands;
 * one who was a reader already has one reason more. Counted once each; `isNew` is false for who has said it before.
 * Part of the command that asks them. Throws NotFound, Conflict when the notice is over or was not announced.
 */
export async function addMeToo(
	tx: Tx,
	noticeId: string,
	personId: string,
	at: Date
): Promise<{ isNew: boolean }> {
	const [held] = await tx
		.select({ state: notice.state })
		.from(notice)
		.where(eq(notice.id, noticeId))
		.for('update');
	if (!held || held.state === 'draft') throw notFound();
	if (isOver(held.state)) throw conflict('notice_audience_over');
	const added = await addReader(tx, noticeId, personId, { reason: ME_TOO, wave: 'me_too', at });
	if (added) {
		await tellWhatHolds(tx, noticeId, [personId], { byId: personId, at });
		return { isNew: true };
	}
	const said = await tx
		.update(noticeReader)
		.set({ reasons: sql`${noticeReader.reasons} || ${JSON.stringify([ME_TOO])}::text::jsonb` })
		.where(
			and(
				eq(noticeReader.noticeId, noticeId),
				eq(noticeReader.personId, personId),
				sql`not ${noticeReader.reasons} @> ${JSON.stringify([{ how: 'me_too' }])}::text::jsonb`
			)
		)
		.returning({ personId: noticeReader.personId });
	return { isNew: said.length > 0 };
}
