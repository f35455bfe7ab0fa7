import { and, desc, eq, gt } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { mustHaveSecondFactor } from './authenticate.ts';
import { browserWords } from './browser-words.ts';
import { countRecoveryCodes } from './recovery-codes.ts';
import { credential, session } from './tables.ts';

/** A browser in which the person is signed in. */
export type OwnSession = {
	id: string;
	isThis: boolean;
	browser: string;
	ip: string;
	shared: boolean;
	createdAt: Date;
	lastSeenAt: Date;
};

/** How a person's account is kept. */
export type OwnSecurity = {
	passwordSetAt: Date;
	totpSince: Date | null;
	mustHaveTotp: boolean;
	recoveryCodesLeft: number;
};

/** How the person's own account is kept. Throws NotFound for somebody without a password. */
export async function getOwnSecurity(db: Db, actor: Actor): Promise<OwnSecurity> {
	const [found] = await db
		.select({ passwordSetAt: credential.passwordSetAt, totpSince: credential.totpConfirmedAt })
		.from(credential)
		.where(eq(credential.personId, actor.personId));
	if (!found) throw notFound();
	return {
		...found,
		mustHaveTotp: mustHaveSecondFactor(actor),
		recoveryCodesLeft: found.totpSince ? await countRecoveryCodes(db, actor.personId) : 0
	};
}

/** The person's own sessions that have not run out, this one first, then by last use. */
export async function listOwnSessions(db: Db, actor: Actor, now: Date): Promise<OwnSession[]> {
	const rows = await db
		.select()
		.from(session)
		.where(and(eq(session.personId, actor.personId), gt(session.expiresAt, now)))
		.orderBy(desc(session.lastSeenAt))
		.limit(100);
	const listed = rows.map((row) => ({
		id: row.id,
		isThis: row.id === actor.sessionId,
		browser: browserWords(row.userAgent),
		ip: row.ip,
		shared: row.shared,
		createdAt: row.createdAt,
		lastSeenAt: row.lastSeenAt
	}));
	return [...listed.filter((row) => row.isThis), ...listed.filter((row) => !row.isThis)];
}
