import { eq } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from './tables.ts';

/** Does this person no longer work here? */
export async function personLeft(db: DbOrTx, personId: string): Promise<boolean> {
	const [who] = await db
		.select({ status: person.status })
		.from(person)
		.where(eq(person.id, personId));
	return who?.status === 'left';
}
