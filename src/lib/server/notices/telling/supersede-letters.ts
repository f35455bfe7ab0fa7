import { sql } from 'drizzle-orm';
import { isId } from '#lib/ids.ts';
import type { ToldKind } from '#lib/notices/update-kinds.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { withdrawLetters } from '#lib/server/notifications/withdraw-letters.ts';
import { noticeMessage } from './tables.ts';

const BEFORE: readonly ToldKind[] = ['announced', 'reminded', 'rescheduled'];
const DURING: readonly ToldKind[] = ['started', 'extended', 'overrun', 'partly', 'reopened'];
const AFTER: readonly ToldKind[] = ['restored', 'rolled_back'];
const EVERYTHING: readonly ToldKind[] = [...BEFORE, ...DURING, ...AFTER, 'news'];

/** Which earlier letters say what does not hold any more, once this is told. */
const SUPERSEDED: Partial<Record<ToldKind, readonly ToldKind[]>> = {
	cancelled: EVERYTHING,
	restored: EVERYTHING,
	rolled_back: EVERYTHING,
	rescheduled: BEFORE,
	started: ['reminded'],
	extended: ['reminded', 'started', 'extended', 'overrun'],
	overrun: ['reminded', 'started', 'extended'],
	reopened: AFTER
};

/**
 * Takes back those letters about a notice that have not left yet and say what does not hold any more: nobody reads
 * today that something begins tomorrow after they were told that it does not.
 */
export async function supersedeLetters(
	tx: Tx,
	{
		noticeId,
		kind,
		at,
		only
	}: { noticeId: string; kind: ToldKind; at: Date; only?: readonly string[] }
): Promise<void> {
	const kinds = SUPERSEDED[kind];
	if (!kinds) return;
	const people = only && sql`and person_id = any(${`{${only.filter(isId).join(',')}}`}::uuid[])`;
	await withdrawLetters(
		tx,
		sql`select outbox_id from ${noticeMessage} where notice_id = ${noticeId}
			and kind = any(${`{${kinds.join(',')}}`}::text[]) and outbox_id is not null ${people}`,
		at
	);
}
