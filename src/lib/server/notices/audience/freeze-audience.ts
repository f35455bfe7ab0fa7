import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { deriveAudience } from './derive-audience.ts';

/** When somebody came into a ledger. */
export type Wave = typeof noticeReader.$inferSelect.wave;

/**
 * Writes everybody whom a notice concerns now into its ledger, with why, their language and whether they have a mailbox.
 * Who is there already stays as they were: nobody is taken out or told a second reason. Part of the command that
 * announces, which also tells them. Returns how many were added.
 */
export async function freezeAudience(
	tx: Tx,
	noticeId: string,
	at: Date,
	wave: Wave = 'announced'
): Promise<number> {
	const [added] = await tx.execute<{ count: number }>(sql`
		with added as (${addMissing(noticeId, at, wave)} returning 1)
		select count(*)::int as count from added`);
	return added?.count ?? 0;
}

/** The same for those who came later; returns who they are. */
export async function addMissingReaders(
	tx: DbOrTx,
	noticeId: string,
	at: Date,
	wave: Wave
): Promise<string[]> {
	const added = await tx.execute<{ id: string }>(
		sql`${addMissing(noticeId, at, wave)} returning person_id as id`
	);
	return added.map(({ id }) => id);
}

const addMissing = (noticeId: string, at: Date, wave: Wave) => sql`
	insert into ${noticeReader}
		(notice_id, person_id, reasons, wave, locale, has_mailbox, added_at)
	select ${noticeId}::uuid, audience.person_id, audience.reasons, ${wave}, p.locale, p.has_mailbox,
		${at.toISOString()}::timestamptz
	from (${deriveAudience({ noticeId }, isoDay(at))}) audience
	join ${person} p on p.id = audience.person_id
	on conflict do nothing`;
