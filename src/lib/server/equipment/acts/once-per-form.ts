import { eq } from 'drizzle-orm';
import type { Db } from '#lib/server/db/client.ts';
import { act } from './tables.ts';

/**
 * Lets a form make one act however often it is sent: who sends it again, or at the same moment, gets the act that it
 * made the first time. `make` puts the key on its act. Throws what `make` throws when there is none.
 */
export async function oncePerForm(
	db: Db,
	formKey: string,
	make: () => Promise<{ actId: string }>
): Promise<string> {
	const made = await actOfForm(db, formKey);
	if (made) return made;
	try {
		return (await make()).actId;
	} catch (problem) {
		const first = await actOfForm(db, formKey);
		if (first) return first;
		throw problem;
	}
}

async function actOfForm(db: Db, formKey: string): Promise<string | undefined> {
	const [found] = await db.select({ id: act.id }).from(act).where(eq(act.formKey, formKey));
	return found?.id;
}
