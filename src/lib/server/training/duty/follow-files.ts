import { and, eq, notInArray, sql } from 'drizzle-orm';
import { parseAudience, type AudienceRule } from '#lib/training/audience.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { trainingEdition } from '../modules/tables.ts';
import { trainingRule } from './tables.ts';

/**
 * Makes a module's rules those of its edition's front matter. An author who set rules in the portal has the last
 * word: then nothing changes. A rule that is gone stays as a row, because obligations name it, and is not active.
 */
export async function followFiles(
	tx: Tx,
	moduleId: string,
	editionId: string,
	at: Date
): Promise<void> {
	const [byHand] = await tx
		.select({ id: trainingRule.id })
		.from(trainingRule)
		.where(and(eq(trainingRule.moduleId, moduleId), eq(trainingRule.source, 'portal')))
		.limit(1);
	if (byHand) return;
	const [edition] = await tx
		.select({ facts: trainingEdition.facts })
		.from(trainingEdition)
		.where(eq(trainingEdition.id, editionId));
	const rules = (edition?.facts.audience ?? []).flatMap((word) => parseAudience(word) ?? []);
	await putRules(tx, moduleId, rules, { source: 'files', createdById: null, at });
}

/** Makes these the module's rules; the others are no more active. */
export async function putRules(
	tx: Tx,
	moduleId: string,
	rules: readonly (AudienceRule & { dueDays?: number | null })[],
	by: { source: 'files' | 'portal'; createdById: string | null; at: Date }
): Promise<void> {
	const kept: string[] = [];
	for (const { kind, value, dueDays = null } of rules) {
		const [rule] = await tx
			.insert(trainingRule)
			.values({
				id: newId(),
				moduleId,
				kind,
				value,
				source: by.source,
				dueDays,
				createdById: by.createdById,
				createdAt: by.at
			})
			.onConflictDoUpdate({
				target: [trainingRule.moduleId, trainingRule.kind, trainingRule.value],
				set: { active: true, source: by.source, dueDays }
			})
			.returning({ id: trainingRule.id });
		if (rule) kept.push(rule.id);
	}
	const others = kept.length > 0 ? notInArray(trainingRule.id, kept) : sql`true`;
	await tx
		.update(trainingRule)
		.set({ active: false, source: by.source })
		.where(and(eq(trainingRule.moduleId, moduleId), others));
}
