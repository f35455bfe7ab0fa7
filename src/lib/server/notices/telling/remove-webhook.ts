import { eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { mustKeepWebhooks } from './keep-webhooks.ts';
import { webhook, webhookDelivery } from './tables.ts';

/**
 * Takes a webhook away for good, with its key and the log of what was sent to it; what was waiting is not sent. For who
 * keeps the calendar of changes. Recorded as `webhook.removed`, by name and host. Throws Forbidden, NotFound.
 */
export async function removeWebhook(
	db: Db,
	actor: Actor,
	{ id }: { id: string },
	clock: Clock = systemClock
): Promise<void> {
	mustKeepWebhooks(actor);
	await withTransaction(db, async (tx) => {
		// Held first, so that no step of a notice writes to it meanwhile.
		const [held] = await tx
			.select({ id: webhook.id })
			.from(webhook)
			.where(eq(webhook.id, id))
			.for('update');
		if (!held) throw notFound();
		await tx.delete(webhookDelivery).where(eq(webhookDelivery.webhookId, id));
		const [gone] = await tx
			.delete(webhook)
			.where(eq(webhook.id, id))
			.returning({ name: webhook.name, url: webhook.url });
		if (!gone) throw notFound();
		await recordAudit(tx, {
			actor,
			action: 'webhook.removed',
			noun: 'webhook',
			recordId: id,
			before: { name: gone.name, host: new URL(gone.url).host },
			at: clock.now()
		});
	});
}
