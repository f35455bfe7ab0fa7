import { and, inArray, lt } from 'drizzle-orm';
import type { JobContext } from '#lib/server/jobs/registry.ts';
import { webhookDelivery } from './tables.ts';

const KEPT_DAYS = 90;
const DAY = 86_400_000;

/**
 * The nightly job `notice.sweep_webhooks`: removes from the log of webhooks what arrived or was given up more than 90
 * days ago. What is still to be sent stays. Not recorded: nothing is decided by it.
 */
export async function sweepDeliveries({ db, clock }: JobContext): Promise<void> {
	const before = new Date(clock.now().getTime() - KEPT_DAYS * DAY);
	await db
		.delete(webhookDelivery)
		.where(
			and(lt(webhookDelivery.createdAt, before), inArray(webhookDelivery.state, ['sent', 'failed']))
		);
}
