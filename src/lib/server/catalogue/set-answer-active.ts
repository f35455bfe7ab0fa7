import { eq } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { lockAnswer } from './answer-record.ts';
import { answer } from './tables.ts';

/**
 * Hides an answer or shows it again; from now on the portal, not its files, decides about it. Authors and
 * administrators. Recorded as `answer.hidden` or `answer.shown`. Throws Forbidden and NotFound.
 */
export async function setAnswerActive(
	db: Db,
	actor: Actor,
	input: { slug: string; active: boolean },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'answers.edit')) throw forbidden();
	await withTransaction(db, async (tx) => {
		const existing = await lockAnswer(tx, input.slug);
		if (!existing) throw notFound();
		if (existing.active === input.active) return;
		const at = clock.now();
		await tx
			.update(answer)
			.set({ active: input.active, source: 'portal', updatedAt: at })
			.where(eq(answer.id, existing.id));
		await recordAudit(tx, {
			actor,
			action: input.active ? 'answer.shown' : 'answer.hidden',
			noun: 'answer',
			recordId: existing.id,
			before: { active: existing.active },
			after: { active: input.active },
			at
		});
	});
}
