import { randomBytes } from 'node:crypto';
import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { config } from '#lib/server/config.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { notice } from '../tables.ts';
import { isWebhookAddress } from './post-webhook.ts';
import { webhook, webhookDelivery } from './tables.ts';
import { WEBHOOK_JOB } from './write-webhooks.ts';

const LATEST = 100;

/** Webhooks are kept by whoever keeps the calendar of changes. Throws Forbidden. */
export function mustKeepWebhooks(actor: Actor): void {
	if (!can(actor, 'notices.keep_calendar')) throw forbidden();
}

/** A new signing key as Standard Webhooks writes them. */
export const makeWebhookKey = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * Adds an address that hears of notices, and gives the key that its messages are signed with: shown once. For who keeps
 * the calendar of changes. Recorded as `webhook.added`, without the key. Throws Forbidden, and Invalid at `url` for an
 * address that is not https or leads into the own network.
 */
export async function addWebhook(
	db: Db,
	actor: Actor,
	{ name, url }: { name: string; url: string },
	clock: Clock = systemClock
): Promise<{ id: string; secret: string }> {
	mustKeepWebhooks(actor);
	if (!isWebhookAddress(url, config().webhooksInside)) {
		throw invalid({ url: ['notice_tell_webhooks_bad_address'] });
	}
	const at = clock.now();
	const id = newId();
	const secret = makeWebhookKey();
	await withTransaction(db, async (tx) => {
		const createdById = actorPersonId(actor);
		await tx.insert(webhook).values({ id, name, url, secret, createdById, createdAt: at });
		await recordAudit(tx, {
			actor,
			action: 'webhook.added',
			noun: 'webhook',
			recordId: id,
			after: { name, host: new URL(url).host },
			at
		});
	});
	return { id, secret };
}

/**
 * Switches a webhook on or off; off, nothing new is written for it. For who keeps the calendar of changes. Recorded as
 * `webhook.switched`. Throws Forbidden, NotFound.
 */
export async function switchWebhook(
	db: Db,
	actor: Actor,
	{ id, active }: { id: string; active: boolean },
	clock: Clock = systemClock
): Promise<void> {
	mustKeepWebhooks(actor);
	await withTransaction(db, async (tx) => {
		const [switched] = await tx
			.update(webhook)
			.set({ active })
			.where(eq(webhook.id, id))
			.returning({ name: webhook.name });
		if (!switched) throw notFound();
		await recordAudit(tx, {
			actor,
			action: 'webhook.switched',
			noun: 'webhook',
			recordId: id,
			after: { name: switched.name, active },
			at: clock.now()
		});
	});
}

/**
 * Sends a message again that was given up, or at once one that waits for its next try, with its old id. For who keeps
 * the calendar of changes. Recorded as `webhook.retried`. Throws Forbidden, NotFound when it has arrived or is on its way.
 */
export async function retryDelivery(
	db: Db,
	actor: Actor,
	{ id }: { id: string },
	clock: Clock = systemClock
): Promise<void> {
	mustKeepWebhooks(actor);
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const [again] = await tx
			.update(webhookDelivery)
			.set({ state: 'waiting', attempts: 0, nextAttemptAt: at, error: null })
			.where(and(eq(webhookDelivery.id, id), inArray(webhookDelivery.state, ['failed', 'waiting'])))
			.returning({ webhookId: webhookDelivery.webhookId });
		if (!again) throw notFound();
		await enqueue(tx, WEBHOOK_JOB);
		const recordId = again.webhookId;
		await recordAudit(tx, { actor, action: 'webhook.retried', noun: 'webhook', recordId, at });
	});
}

/** The webhooks by name and their latest hundred messages. For who keeps the calendar of changes. Throws Forbidden. */
export async function listWebhooks(db: DbOrTx, actor: Actor) {
	mustKeepWebhooks(actor);
	const [hooks, deliveries] = await Promise.all([
		db
			.select({ id: webhook.id, name: webhook.name, url: webhook.url, active: webhook.active })
			.from(webhook)
			.orderBy(asc(webhook.name), asc(webhook.id)),
		db
			.select({
				id: webhookDelivery.id,
				name: webhook.name,
				number: notice.number,
				state: webhookDelivery.state,
				attempts: webhookDelivery.attempts,
				status: webhookDelivery.status,
				error: webhookDelivery.error,
				at: webhookDelivery.createdAt
			})
			.from(webhookDelivery)
			.innerJoin(webhook, eq(webhook.id, webhookDelivery.webhookId))
			.innerJoin(notice, eq(notice.id, webhookDelivery.noticeId))
			.orderBy(desc(webhookDelivery.createdAt), desc(webhookDelivery.id))
			.limit(LATEST)
	]);
	return { hooks, deliveries };
}
