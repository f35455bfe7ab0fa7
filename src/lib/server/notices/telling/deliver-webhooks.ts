import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { systemActor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Clock } from '#lib/server/clock.ts';
import { config } from '#lib/server/config.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { postWebhook } from './post-webhook.ts';
import { webhook, webhookDelivery } from './tables.ts';
import { webhookHeaders } from './webhook-signature.ts';

/** Minutes from each failure to the next try; then it has failed. */
const RETRY_AFTER_MINUTES = [1, 5, 30, 120, 240, 360, 684] as const;
const LEASE_MINUTES = 5;
const AT_ONCE = 10;
const MINUTE = 60_000;
const LONGEST_ERROR = 300;

/** `notice.webhooks`: every minute, and at once when readers are told something. */
export const deliverWebhooks: JobHandler = ({ db, clock }) => sendWebhooks(db, clock);

/**
 * Sends what webhooks are to hear and is due, each with the same id at every try. An answer of 2xx is success, 410 ends
 * the webhook (recorded as `webhook.ended`), anything else is tried again for 24 hours. Several processes may run it at
 * once.
 */
export async function sendWebhooks(
	db: Db,
	clock: Clock,
	options: { webhooksInside?: boolean } = {}
): Promise<void> {
	const { webhooksInside } = { ...config(), ...options };
	for (;;) {
		const due = await takeDue(db, clock.now());
		if (due.length === 0) return;
		await Promise.all(due.map((one) => sendOne(db, clock, one, webhooksInside)));
	}
}

type Due = { id: string; webhookId: string; payload: string; attempts: number };

function takeDue(db: Db, now: Date): Promise<Due[]> {
	return withTransaction(db, async (tx) => {
		const due = await tx
			.select({ id: webhookDelivery.id })
			.from(webhookDelivery)
			.where(
				and(
					inArray(webhookDelivery.state, ['waiting', 'sending']),
					lte(webhookDelivery.nextAttemptAt, now)
				)
			)
			.orderBy(webhookDelivery.nextAttemptAt)
			.limit(AT_ONCE)
			.for('update', { skipLocked: true });
		if (due.length === 0) return [];
		const ids = due.map(({ id }) => id);
		return tx
			.update(webhookDelivery)
			.set({
				state: 'sending',
				attempts: sql`${webhookDelivery.attempts} + 1`,
				nextAttemptAt: new Date(now.getTime() + LEASE_MINUTES * MINUTE)
			})
			.where(inArray(webhookDelivery.id, ids))
			.returning();
	});
}

async function sendOne(db: Db, clock: Clock, due: Due, allowInside: boolean): Promise<void> {
	const [hook] = await db.select().from(webhook).where(eq(webhook.id, due.webhookId));
	const at = clock.now();
	const set = (values: Partial<typeof webhookDelivery.$inferInsert>) =>
		db.update(webhookDelivery).set(values).where(eq(webhookDelivery.id, due.id));
	if (!hook?.active) return void (await set({ state: 'failed', error: null }));
	const headers = webhookHeaders({ id: due.id, body: due.payload, at }, hook.secret);
	let status: number | null = null;
	let error: string | null = null;
	try {
		status = await postWebhook(hook.url, due.payload, headers, allowInside);
	} catch (problem) {
		error = String(problem instanceof Error ? problem.message : problem).slice(0, LONGEST_ERROR);
	}
	if (status !== null && status >= 200 && status < 300) {
		return void (await set({ state: 'sent', status, error: null, sentAt: at }));
	}
	if (status === 410) await endWebhook(db, hook, at);
	const minutes = status === 410 ? undefined : RETRY_AFTER_MINUTES[due.attempts - 1];
	await set({
		state: minutes === undefined ? 'failed' : 'waiting',
		...{ status, error },
		nextAttemptAt: new Date(at.getTime() + (minutes ?? 0) * MINUTE)
	});
}

/** The other side has said that nobody listens there any more. */
function endWebhook(db: Db, { id, name }: { id: string; name: string }, at: Date): Promise<void> {
	return withTransaction(db, async (tx) => {
		const ended = await tx
			.update(webhook)
			.set({ active: false })
			.where(and(eq(webhook.id, id), eq(webhook.active, true)))
			.returning({ id: webhook.id });
		if (ended.length === 0) return;
		await recordAudit(tx, {
			actor: systemActor,
			action: 'webhook.ended',
			noun: 'webhook',
			recordId: id,
			after: { name, active: false },
			at
		});
	});
}
