import { eq } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';

/** What somebody is called; empty for nobody. */
export async function nameOfPerson(db: DbOrTx, id: string | null): Promise<string> {
	if (id === null) return '';
	const [found] = await db.select({ name: person.name }).from(person).where(eq(person.id, id));
	return found?.name ?? '';
}
