import { and, inArray, sql, type SQL } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';
import { outboxMessage } from './tables.ts';

/**
 * Takes back letters that have not left yet: what they say does not hold any more. `which` gives their ids, one column.
 * A letter that is just being sent goes out, and is not tried again should it be refused. They stay in the outbox as
 * `withdrawn`. Returns how many were taken back.
 */
export async function withdrawLetters(tx: Tx, which: SQL, at: Date): Promise<number> {
	const met = await tx
		.update(outboxMessage)
		.set({
			state: sql`case when ${outboxMessage.state} = 'sending' then 'sending' else 'withdrawn' end`,
			withdrawnAt: at
		})
		.where(
			and(
				inArray(outboxMessage.state, ['waiting', 'digest', 'sending']),
				sql`${outboxMessage.id} in (${which})`
			)
		)
		.returning({ state: outboxMessage.state });
	return met.filter(({ state }) => state === 'withdrawn').length;
}
