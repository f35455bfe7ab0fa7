import { and, eq, ne } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { isId } from '#lib/ids.ts';
import type { NameMatch } from '#lib/software/case-states.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { softwareProduct } from '../tables.ts';
import { MATCH_JOB } from '../software-jobs.ts';
import { softwareRule, softwareTitle } from './tables.ts';

export type SaveRuleInput = {
	/** Absent for a new rule. */
	id?: string;
	nameMatch: NameMatch;
	name: string;
	/** Empty for any maker. */
	publisher?: string;
	/** Null when what is named so is not counted. */
	productId: string | null;
};

/**
 * Teaches which product a reported name is, or that it is not counted; or changes what was taught. Only the desk of the
 * whole town. What devices have is matched anew afterwards, in a job. Recorded as `software_rule.taught`. Throws
 * Forbidden, NotFound (the rule), Invalid (`productId`), Conflict `legality_rule_taken` when the same name is taught.
 */
export async function saveRule(
	db: DbOrTx,
	actor: Actor,
	input: SaveRuleInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'software.edit')) throw forbidden();
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const { nameMatch, productId } = input;
		const taught = {
			...{ nameMatch, productId },
			...{ name: input.name.trim(), publisher: input.publisher?.trim() ?? '' }
		};
		if (taught.name === '') throw invalid({ name: ['errors_required'] });
		await mustBeProduct(tx, productId);
		const before = input.id ? await lockRule(tx, input.id) : undefined;
		const id = before?.id ?? newId();
		const same = and(
			eq(softwareRule.nameMatch, nameMatch),
			eq(softwareRule.name, taught.name),
			eq(softwareRule.publisher, taught.publisher)
		);
		const [other] = await tx
			.select()
			.from(softwareRule)
			.where(and(same, ne(softwareRule.id, id)));
		if (other) throw conflict('legality_rule_taken', { name: taught.name });
		const row = { id, ...taught, createdAt: at, createdById: actorPersonId(actor) };
		if (before) await tx.update(softwareRule).set(taught).where(eq(softwareRule.id, id));
		else {
			const made = await tx.insert(softwareRule).values(row).onConflictDoNothing().returning();
			if (made.length === 0) throw conflict('legality_rule_taken', { name: taught.name });
		}
		await enqueue(tx, MATCH_JOB);
		await recordAudit(tx, {
			...{ actor, action: 'software_rule.taught', noun: 'software_rule', recordId: id },
			...{ before, after: taught, at }
		});
		return { id };
	});
}

/**
 * Forgets what was taught: names that it made a product wait in the queue again, unless another rule fits. Only the desk
 * of the whole town. Recorded as `software_rule.removed`. Throws Forbidden, NotFound.
 */
export async function removeRule(
	db: DbOrTx,
	actor: Actor,
	ruleId: string,
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'software.edit')) throw forbidden();
	await withTransaction(db, async (tx) => {
		const before = await lockRule(tx, ruleId);
		await tx
			.update(softwareTitle)
			.set({ ruleId: null, productId: null, ignored: false })
			.where(eq(softwareTitle.ruleId, ruleId));
		await tx.delete(softwareRule).where(eq(softwareRule.id, ruleId));
		await enqueue(tx, MATCH_JOB);
		await recordAudit(tx, {
			...{ actor, action: 'software_rule.removed', noun: 'software_rule', recordId: ruleId },
			...{ before, at: clock.now() }
		});
	});
}

async function mustBeProduct(tx: Tx, productId: string | null): Promise<void> {
	if (productId === null) return;
	const [found] = await tx
		.select({ id: softwareProduct.id })
		.from(softwareProduct)
		.where(eq(softwareProduct.id, productId));
	if (!found) throw invalid({ productId: ['errors_required'] });
}

async function lockRule(tx: Tx, id: string) {
	if (!isId(id)) throw notFound();
	const [rule] = await tx.select().from(softwareRule).where(eq(softwareRule.id, id)).for('update');
	if (!rule) throw notFound();
	return rule;
}
