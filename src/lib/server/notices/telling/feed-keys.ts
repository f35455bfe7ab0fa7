import { createHash, randomBytes } from 'node:crypto';
import { and, eq, isNull, lt, or } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { person } from '#lib/server/people/tables.ts';
import { feedKey } from './tables.ts';

const HOUR = 3_600_000;
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** Whose feed is read. */
export type FeedReader = { personId: string; name: string; locale: Locale };

/**
 * Makes the secret part of one's own feeds; the one there was ends at once. It is told here and never again: only its
 * hash is kept. Everybody, for themselves. Recorded as `feed.made`, without the secret.
 */
export function makeFeedKey(db: Db, actor: Actor, clock: Clock = systemClock): Promise<string> {
	const secret = randomBytes(32).toString('base64url');
	const madeAt = clock.now();
	const values = { secretHash: hashOf(secret), madeAt, lastReadAt: null };
	return withTransaction(db, async (tx) => {
		await tx
			.insert(feedKey)
			.values({ personId: actor.personId, ...values })
			.onConflictDoUpdate({ target: feedKey.personId, set: values });
		await recordAudit(tx, {
			actor,
			action: 'feed.made',
			noun: 'person',
			recordId: actor.personId,
			at: madeAt
		});
		return secret;
	});
}

/** Ends one's own feeds. Everybody, for themselves. Recorded as `feed.ended`; nothing when there are none. */
export function endFeedKey(db: Db, actor: Actor, clock: Clock = systemClock): Promise<void> {
	return withTransaction(db, async (tx) => {
		const ended = await tx
			.delete(feedKey)
			.where(eq(feedKey.personId, actor.personId))
			.returning({ personId: feedKey.personId });
		if (ended.length === 0) return;
		await recordAudit(tx, {
			actor,
			action: 'feed.ended',
			noun: 'person',
			recordId: actor.personId,
			at: clock.now()
		});
	});
}

/** Since when one has feeds, and when a program last read them; undefined without. */
export async function findFeedKey(
	db: DbOrTx,
	actor: Actor
): Promise<{ madeAt: Date; lastReadAt: Date | null } | undefined> {
	const [found] = await db
		.select({ madeAt: feedKey.madeAt, lastReadAt: feedKey.lastReadAt })
		.from(feedKey)
		.where(eq(feedKey.personId, actor.personId));
	return found;
}

/**
 * Whose feed this secret opens. That it was read is noted, once an hour. Throws NotFound for an unknown or ended
 * secret, and for somebody who has left.
 */
export async function feedReader(db: DbOrTx, secret: string, now: Date): Promise<FeedReader> {
	const secretHash = hashOf(secret);
	const [reader] = await db
		.select({ personId: person.id, name: person.name, locale: person.locale })
		.from(feedKey)
		.innerJoin(person, eq(person.id, feedKey.personId))
		.where(and(eq(feedKey.secretHash, secretHash), eq(person.status, 'active')));
	if (!reader) throw notFound();
	await db
		.update(feedKey)
		.set({ lastReadAt: now })
		.where(
			and(
				eq(feedKey.secretHash, secretHash),
				or(isNull(feedKey.lastReadAt), lt(feedKey.lastReadAt, new Date(now.getTime() - HOUR)))
			)
		);
	return reader;
}
