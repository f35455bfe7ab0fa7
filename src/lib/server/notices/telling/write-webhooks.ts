import { eq } from 'drizzle-orm';
import type { LooseText } from '#lib/notices/notice-text.ts';
import { noticeNumberText } from '#lib/notices/notice-words.ts';
import type { ToldKind } from '#lib/notices/update-kinds.ts';
import { config } from '#lib/server/config.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import type { notice } from '../tables.ts';
import { webhook, webhookDelivery } from './tables.ts';

/** Name of the job that sends what webhooks are to hear. */
export const WEBHOOK_JOB = 'notice.webhooks';

/**
 * Writes what each active webhook is to hear of a notice, in the caller's transaction; the job sends. It says what
 * readers are told and names none of them.
 */
export async function writeWebhooks(
	tx: Tx,
	row: typeof notice.$inferSelect,
	{ kind, note, at }: { kind: ToldKind; note: LooseText | null; at: Date }
): Promise<void> {
	// Held, so that none is removed between here and the end of the step.
	const hooks = await tx
		.select({ id: webhook.id })
		.from(webhook)
		.where(eq(webhook.active, true))
		.for('key share');
	if (hooks.length === 0) return;
	const payload = JSON.stringify({
		type: `notice.${kind}`,
		timestamp: at.toISOString(),
		data: {
			number: noticeNumberText(row.number),
			url: `${config().origin}/notices/${row.number}`,
			kind: row.kind,
			state: row.state,
			impact: row.impact,
			startsAt: row.startsAt,
			plannedEndAt: row.plannedEndAt,
			startedAt: row.startedAt,
			restoredAt: row.restoredAt,
			texts: row.texts,
			note
		}
	});
	await tx.insert(webhookDelivery).values(
		hooks.map(({ id: webhookId }) => ({
			id: newId(),
			webhookId,
			noticeId: row.id,
			payload,
			state: 'waiting' as const,
			nextAttemptAt: at,
			createdAt: at
		}))
	);
	await enqueue(tx, WEBHOOK_JOB);
}
