import { and, eq, isNull, lt, or } from 'drizzle-orm';
import { hashToken } from '#lib/server/auth/token.ts';
import type { Db } from '#lib/server/db/client.ts';
import { inventorySite } from './tables.ts';

export type Site = { id: string; placeId: string | null };

/**
 * The site whose agents send this header: `Bearer` with its token, or `Basic` with the token as password, as the older
 * agents can. Undefined for everything else: the sender is not told what was wrong.
 */
export async function siteOfToken(
	db: Db,
	header: string | null,
	at: Date
): Promise<Site | undefined> {
	const token = tokenIn(header);
	if (!token) return undefined;
	const [site] = await db
		.select({ id: inventorySite.id, placeId: inventorySite.placeId })
		.from(inventorySite)
		.where(and(eq(inventorySite.tokenHash, hashToken(token)), isNull(inventorySite.revokedAt)));
	if (!site) return undefined;
	// Once a minute is enough to see that a token is in use; a whole site may report at once.
	const before = new Date(at.getTime() - 60_000);
	await db
		.update(inventorySite)
		.set({ lastUsedAt: at })
		.where(
			and(
				eq(inventorySite.id, site.id),
				or(isNull(inventorySite.lastUsedAt), lt(inventorySite.lastUsedAt, before))
			)
		);
	return site;
}

function tokenIn(header: string | null): string {
	const [, scheme = '', value = ''] = /^(\S+)\s+(\S+)\s*$/.exec(header ?? '') ?? [];
	if (scheme.toLowerCase() === 'bearer') return value;
	if (scheme.toLowerCase() !== 'basic') return '';
	const [, ...password] = Buffer.from(value, 'base64').toString('utf8').split(':');
	return password.join(':');
}
