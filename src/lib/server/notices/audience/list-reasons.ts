import { sql } from 'drizzle-orm';
import type { ReaderReason } from '#lib/notices/notice-text.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { namesOfReasons, type ThingNames } from '../telling/reason-names.ts';
import { noticeReader } from '../telling/tables.ts';

/** Names of all that the reasons in a notice's ledger are about, for a file of it. */
export async function listReasonsOf(db: DbOrTx, noticeId: string): Promise<ThingNames> {
	const rows = await db.execute<Pick<ReaderReason, 'kind' | 'targetId'>>(sql`
		select distinct one ->> 'kind' as kind, one ->> 'targetId' as "targetId"
		from ${noticeReader} r, jsonb_array_elements(r.reasons) one
		where r.notice_id = ${noticeId} and one ->> 'targetId' is not null`);
	return namesOfReasons(db, [...rows]);
}
