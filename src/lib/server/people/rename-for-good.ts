import { eq } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';
import { person } from './tables.ts';

/** Gives somebody who has left another name and address, and no telephone, for good. The caller asks and records. */
export async function renameForGood(
	tx: Tx,
	id: string,
	named: { name: string; email: string },
	at: Date
): Promise<void> {
	await tx
		.update(person)
		.set({ ...named, phone: '', hasMailbox: false, pseudonymisedAt: at, updatedAt: at })
		.where(eq(person.id, id));
}
