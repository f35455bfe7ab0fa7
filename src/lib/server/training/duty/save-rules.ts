import { inArray, sql, type SQL } from 'drizzle-orm';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { RULE_ROLES, type AudienceRule } from '#lib/training/audience.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { coveredByRules } from './audience-query.ts';
import { putRules } from './follow-files.ts';
import { ASSIGN_JOB } from './job-names.ts';
import { trainingRule } from './tables.ts';

/** A rule as an author writes it. */
export type RuleInput = AudienceRule & { dueDays?: number | null };

/**
 * Sets who has to do a module, in the portal; from then on the front matter does not change it. Authors and
 * administrators. Whom the rules cover now is worked out soon after by the job. Recorded as `training.rules_changed`.
 * Throws Forbidden, NotFound, Invalid `duty_rule_unknown` at `rules` for a unit, role, person, product or system that is not.
 */
export async function saveRules(
	db: Db,
	actor: Actor,
	input: { moduleId: string; rules: readonly RuleInput[] },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'training.edit')) throw forbidden();
	if (!isId(input.moduleId)) throw notFound();
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const unknown = await unknownValue(tx, input.rules);
		if (unknown !== undefined) throw invalid({ rules: ['duty_rule_unknown'] });
		const before = await tx
			.select({ kind: trainingRule.kind, value: trainingRule.value })
			.from(trainingRule)
			.where(sql`${trainingRule.moduleId} = ${input.moduleId} and ${trainingRule.active}`);
		await putRules(tx, input.moduleId, input.rules, {
			source: 'portal',
			createdById: actorPersonId(actor),
			at
		});
		await enqueue(tx, ASSIGN_JOB, { moduleId: input.moduleId });
		await recordAudit(tx, {
			actor,
			action: 'training.rules_changed',
			noun: 'module',
			recordId: input.moduleId,
			before,
			after: input.rules,
			at
		});
	});
}

/** How many people these rules would cover today. Authors and administrators; throws Forbidden for others. */
export async function countAudience(
	db: DbOrTx,
	actor: Actor,
	input: { moduleId: string; rules: readonly RuleInput[] },
	clock: Clock = systemClock
): Promise<number> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const at = clock.now();
	const [row] = await db.execute<{ count: number }>(sql`
		with covered as (${coveredByRules(asRows(input, at), isoDay(at))})
		select count(distinct person_id)::int as count from covered`);
	return row?.count ?? 0;
}

/** Rules that are not saved, as rows of the table. */
function asRows(input: { moduleId: string; rules: readonly RuleInput[] }, at: Date): SQL {
	const rules = input.rules.map(({ kind, value }) => ({ kind, value }));
	return sql`select new_id() as id, ${input.moduleId}::uuid as module_id, r.kind, r.value,
		null::int as due_days, ${at.toISOString()}::timestamptz as created_at
		from jsonb_to_recordset(${JSON.stringify(rules)}::jsonb) as r(kind text, value text)`;
}

async function unknownValue(db: DbOrTx, rules: readonly RuleInput[]): Promise<string | undefined> {
	const values = (kind: AudienceRule['kind']) =>
		rules.filter((rule) => rule.kind === kind).map((rule) => rule.value);
	const role = values('role').find((value) => !RULE_ROLES.some((known) => known === value));
	if (role !== undefined) return role;
	const asked = [
		{ kind: 'unit', table: unit, column: unit.code },
		{ kind: 'product', table: softwareProduct, column: softwareProduct.slug },
		{ kind: 'system', table: informationSystem, column: informationSystem.slug },
		{ kind: 'person', table: person, column: person.email }
	] as const;
	for (const { kind, table, column } of asked) {
		const wanted = values(kind);
		if (wanted.length === 0) continue;
		const found = await db.select({ value: column }).from(table).where(inArray(column, wanted));
		const known = new Set(found.map((one) => one.value));
		const missing = wanted.find((value) => !known.has(value));
		if (missing !== undefined) return missing;
	}
	return undefined;
}
