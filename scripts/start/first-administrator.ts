import { createSetupLink } from '#lib/server/auth/setup-link.ts';
import { openDb } from '#lib/server/db/client.ts';

/**
 * The one-time link that creates the administrator, as an address to open; undefined when there
 * is an administrator already. A new link makes the one before it worthless.
 */
export async function setupLink(url: string, origin: string): Promise<string | undefined> {
	const { db, close } = openDb(url, { max: 1 });
	try {
		return await createSetupLink(db, origin);
	} finally {
		await close();
	}
}
