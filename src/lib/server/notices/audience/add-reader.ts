import { sql } from 'drizzle-orm';
import type { ReaderReason } from '#lib/notices/notice-text.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { noticeReader } from '../telling/tables.ts';
import type { Wave } from './freeze-audience.ts';

/**
 * Writes one active person into a notice's ledger for a reason of its own. False when they are there already, or do not
 * work here any more.
 */
export async function addReader(
	tx: Tx,
	noticeId: string,
	personId: string,
	{ reason, wave, at }: { reason: ReaderReason; wave: Wave; at: Date }
): Promise<boolean> {
	const added = await tx.execute(sql`
		insert into ${noticeReader}
			(notice_id, person_id, reasons, wave, locale, has_mailbox, added_at)
		select ${noticeId}::uuid, p.id, ${JSON.stringify([reason])}::text::jsonb, ${wave}, p.locale,
			p.has_mailbox, ${at.toISOString()}::timestamptz
		from ${person} p where p.id = ${personId}::uuid and p.status = 'active'
		on conflict do nothing returning 1`);
	return added.length > 0;
}
