import { and, eq, gt, isNull } from 'drizzle-orm';
import { conflict } from '#lib/errors.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { oneTimeLink } from './tables.ts';
import { hashToken, newToken } from './token.ts';

/** What a one-time link is for. */
export type LinkPurpose = 'invitation' | 'reset' | 'setup';

const HOUR = 3_600_000;

/** An invitation waits for a holiday, a reset for somebody sitting at the screen. */
const LIFETIME: Record<LinkPurpose, number> = {
	invitation: 14 * 24 * HOUR,
	reset: HOUR,
	setup: 24 * HOUR
};

/** Makes a link's token. Earlier unused ones of the same purpose and person stop working. */
export async function issueLink(
	tx: DbOrTx,
	purpose: LinkPurpose,
	personId: string | null,
	now: Date
): Promise<{ token: string; expiresAt: Date }> {
	await voidLinks(tx, purpose, personId, now);
	const token = newToken();
	const expiresAt = new Date(now.getTime() + LIFETIME[purpose]);
	await tx.insert(oneTimeLink).values({
		tokenHash: hashToken(token),
		personId,
		purpose,
		createdAt: now,
		expiresAt
	});
	return { token, expiresAt };
}

/** Whose link this is, while it can still be used. `personId` is null for `setup`. */
export async function findLink(
	db: DbOrTx,
	purpose: LinkPurpose,
	token: string,
	now: Date
): Promise<{ personId: string | null; expiresAt: Date } | undefined> {
	const [found] = await db
		.select({ personId: oneTimeLink.personId, expiresAt: oneTimeLink.expiresAt })
		.from(oneTimeLink)
		.where(usable(purpose, token, now));
	return found;
}

/**
 * Takes a link: of two that come at once only one gets it. Throws Conflict when it was used, is too old or
 * never was; the three look the same.
 */
export async function takeLink(
	tx: DbOrTx,
	purpose: LinkPurpose,
	token: string,
	now: Date
): Promise<string | null> {
	const [taken] = await tx
		.update(oneTimeLink)
		.set({ usedAt: now })
		.where(usable(purpose, token, now))
		.returning({ personId: oneTimeLink.personId });
	if (!taken) throw conflict('auth_link_dead');
	return taken.personId;
}

/** Ends the unused links of one purpose. */
export async function voidLinks(
	tx: DbOrTx,
	purpose: LinkPurpose,
	personId: string | null,
	now: Date
): Promise<void> {
	const whose =
		personId === null ? isNull(oneTimeLink.personId) : eq(oneTimeLink.personId, personId);
	await tx
		.update(oneTimeLink)
		.set({ usedAt: now })
		.where(and(eq(oneTimeLink.purpose, purpose), whose, isNull(oneTimeLink.usedAt)));
}

function usable(purpose: LinkPurpose, token: string, now: Date) {
	return and(
		eq(oneTimeLink.tokenHash, hashToken(token)),
		eq(oneTimeLink.purpose, purpose),
		isNull(oneTimeLink.usedAt),
		gt(oneTimeLink.expiresAt, now)
	);
}
