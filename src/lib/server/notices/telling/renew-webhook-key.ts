import { eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { makeWebhookKey, mustKeepWebhooks } from './keep-webhooks.ts';
import { webhook } from './tables.ts';

/**
 * Gives a webhook a new signing key, shown once; from now on everything is signed with it, also what is sent again. For
 * who keeps the calendar of changes. Recorded as `webhook.key_renewed`, without the key. Throws Forbidden, NotFound.
 */
export async function renewWebhookKey(
	db: Db,
	actor: Actor,
	{ id }: { id: string },
	clock: Clock = systemClock
): Promise<{ secret: string; name: string }> {
	mustKeepWebhooks(actor);
	const secret = makeWebhookKey();
	return withTransaction(db, async (tx) => {
		const [renewed] = await tx
			.update(webhook)
			.set({ secret })
			.where(eq(webhook.id, id))
			.returning({ name: webhook.name });
		if (!renewed) throw notFound();
		await recordAudit(tx, {
			actor,
			action: 'webhook.key_renewed',
			noun: 'webhook',
			recordId: id,
			after: { name: renewed.name },
			at: clock.now()
		});
		return { secret, name: renewed.name };
	});
}
