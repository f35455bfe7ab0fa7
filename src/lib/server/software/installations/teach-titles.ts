import { and, eq, inArray } from 'drizzle-orm';
import { forbidden, invalid } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { FIND_CASES_JOB } from '../software-jobs.ts';
import { softwareProduct } from '../tables.ts';
import { softwareRule, softwareTitle } from './tables.ts';

export type TeachTitlesInput = {
	titleIds: readonly string[];
	/** Null: not counted. */
	productId: string | null;
};

/**
 * Says what several names of the queue are, each by a rule for exactly that name of that maker; they leave the queue at
 * once. Only the desk of the whole town. Recorded as `software_rule.taught`, one for each. Throws Forbidden, Invalid
 * (`ids`, `productId`). Gives how many.
 */
export async function teachTitles(
	db: DbOrTx,
	actor: Actor,
	{ titleIds, productId }: TeachTitlesInput,
	clock: Clock = systemClock
): Promise<number> {
	if (!can(actor, 'software.edit')) throw forbidden();
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		if (productId !== null) {
			const found = await tx.$count(softwareProduct, eq(softwareProduct.id, productId));
			if (found === 0) throw invalid({ productId: ['errors_required'] });
		}
		const titles = await tx
			.select({
				id: softwareTitle.id,
				name: softwareTitle.name,
				publisher: softwareTitle.publisher
			})
			.from(softwareTitle)
			.where(inArray(softwareTitle.id, [...titleIds]))
			.orderBy(softwareTitle.id)
			.for('update');
		if (titles.length === 0) throw invalid({ ids: ['legality_none_ticked'] });
		const taught = titles.map(({ name, publisher }) => ({ name, publisher, productId }));
		const createdById = actorPersonId(actor);
		await tx
			.insert(softwareRule)
			.values(
				taught.map((one) => ({
					...{ id: newId(), nameMatch: 'exact' as const, createdAt: at, createdById },
					...one
				}))
			)
			.onConflictDoUpdate({
				target: [softwareRule.nameMatch, softwareRule.name, softwareRule.publisher],
				set: { productId }
			});
		const rules = await tx
			.select({
				id: softwareRule.id,
				name: softwareRule.name,
				publisher: softwareRule.publisher
			})
			.from(softwareRule)
			.where(
				and(
					eq(softwareRule.nameMatch, 'exact'),
					inArray(
						softwareRule.name,
						titles.map(({ name }) => name)
					)
				)
			);
		const events = [];
		for (const title of titles) {
			const rule = rules.find(
				({ name, publisher }) => name === title.name && publisher === title.publisher
			);
			if (!rule) throw new Error('A rule that was just taught is not there.');
			await tx
				.update(softwareTitle)
				.set({ productId, ruleId: rule.id, ignored: productId === null })
				.where(eq(softwareTitle.id, title.id));
			const { name, publisher } = title;
			events.push({
				...{ actor, action: 'software_rule.taught', noun: 'software_rule', recordId: rule.id },
				...{ after: { nameMatch: 'exact', name, publisher, productId }, at }
			});
		}
		await enqueue(tx, FIND_CASES_JOB);
		await recordAudits(tx, events);
		return titles.length;
	});
}
