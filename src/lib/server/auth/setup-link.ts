import { and, eq, isNull } from 'drizzle-orm';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemActor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { person, roleGrant } from '#lib/server/people/tables.ts';
import { linkAddress } from './link-address.ts';
import { issueLink } from './one-time-links.ts';

/**
 * The one-time address, good for a day, at which the first administrator makes their account; undefined when
 * an administrator exists. For whoever starts the portal: it is printed where only they read. Each call ends
 * the link before it. Recorded: `setup.link_made`.
 */
export async function createSetupLink(
	db: Db,
	origin: string,
	clock: Clock = systemClock
): Promise<string | undefined> {
	const now = clock.now();
	return withTransaction(db, async (tx) => {
		if (await hasAdministrator(tx)) return undefined;
		const { token } = await issueLink(tx, 'setup', null, now);
		await recordAudit(tx, {
			actor: systemActor,
			action: 'setup.link_made',
			noun: 'portal',
			recordId: 'setup',
			at: now
		});
		return linkAddress('setup', token, origin);
	});
}

/** Is there an active person who administers everything? */
export async function hasAdministrator(db: DbOrTx): Promise<boolean> {
	const found = await db
		.select({ id: person.id })
		.from(roleGrant)
		.innerJoin(person, eq(person.id, roleGrant.personId))
		.where(and(eq(roleGrant.role, 'admin'), isNull(roleGrant.unitId), eq(person.status, 'active')))
		.limit(1);
	return found.length > 0;
}
