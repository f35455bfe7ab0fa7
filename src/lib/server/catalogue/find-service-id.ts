import { eq } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { service } from './tables.ts';

/** The id behind a service's slug, or undefined. */
export async function findServiceId(db: DbOrTx, slug: string): Promise<string | undefined> {
	const [row] = await db.select({ id: service.id }).from(service).where(eq(service.slug, slug));
	return row?.id;
}
