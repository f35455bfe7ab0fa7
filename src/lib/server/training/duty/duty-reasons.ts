import { sql } from 'drizzle-orm';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import type { DutyReason } from '#lib/training/duty-reason.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { heldSlugs } from './audience-query.ts';
import { idArray } from './sql-values.ts';
import { obligation, trainingRule } from './tables.ts';

/**
 * Why somebody has to do what is open for them, by module: which rule covers them and by what, who gave it or which
 * request did, whether it is to be renewed, and which module it is needed before. One query. Asks nothing of the reader:
 * whoever calls it has asked.
 */
export async function dutyReasons(
	db: DbOrTx,
	personId: string,
	today: string,
	moduleId?: string
): Promise<Map<string, DutyReason>> {
	const rows = await db.execute<Row & { moduleId: string }>(sql`
		select o.module_id as "moduleId", ${reasonColumns(today)}
		${reasonJoins}
		where o.person_id = ${personId}::uuid and o.closed_at is null
			and ${moduleId === undefined ? sql`true` : sql`o.module_id = ${moduleId}::uuid`}`);
	return new Map(rows.map(({ moduleId: key, ...row }) => [key, reasonOf(row)]));
}

/** The same of these obligations, open or not, by obligation. One query. Whoever calls it has asked for the reader. */
export async function reasonsOf(
	db: DbOrTx,
	obligationIds: readonly string[],
	today: string
): Promise<Map<string, DutyReason>> {
	const rows = await db.execute<Row & { id: string }>(sql`
		select o.id, ${reasonColumns(today)}
		${reasonJoins}
		where o.id = any(${idArray(obligationIds)})`);
	return new Map(rows.map(({ id, ...row }) => [id, reasonOf(row)]));
}

const reasonColumns = (today: string) => sql`o.origin, o.request_number as "requestNumber",
			giver.name as "givenBy", r.kind as rule, r.value as "ruleValue",
			case r.kind
				when 'unit' then (select u.name from ${unit} u where u.code = r.value)
				when 'product' then (select to_jsonb(s.name) from ${softwareProduct} s where s.slug = r.value)
				when 'system' then (select i.name from ${informationSystem} i where i.slug = r.value)
			end as "ruleName",
			case when r.kind = 'holders' then ${heldOfModule(today)} end as held,
			case when r.module_id <> o.module_id then ruled.titles end as "neededBefore"`;

const reasonJoins = sql`
		from ${obligation} o
		left join ${trainingRule} r on r.id = o.rule_id
		left join ${trainingModule} ruled on ruled.id = r.module_id
		left join ${person} giver on giver.id = o.assigned_by_id`;

/** The first of the module's own products and systems that the person uses. */
const heldOfModule = (today: string) => sql`(
	select jsonb_build_object('kind', held.kind, 'name', coalesce(to_jsonb(s.name), i.name))
	from (${heldSlugs(today)}) held
	left join ${softwareProduct} s on held.kind = 'product' and s.slug = held.slug
	left join ${informationSystem} i on held.kind = 'system' and i.slug = held.slug
	where held.person_id = o.person_id and ruled.facts->'software' ? held.slug
	order by held.slug limit 1)`;

type Name = LocalizedText | string | null;

type Row = {
	origin: DutyReason['origin'];
	requestNumber: number | null;
	givenBy: string | null;
	rule: NonNullable<DutyReason['rule']>['kind'] | 'holders' | null;
	ruleValue: string | null;
	ruleName: Name;
	held: { kind: 'product' | 'system'; name: Name } | null;
	neededBefore: Partial<Record<Locale, string>> | null;
};

function reasonOf({ rule, ruleValue, ruleName, held, ...row }: Row): DutyReason {
	const named = (name: Name) => (typeof name === 'string' ? { et: name, ru: name } : name);
	if (rule === null) return { ...row, rule: null };
	// Whoever gave the thing back is covered until the rules are worked out again.
	if (rule === 'holders') {
		const thing = held && { kind: held.kind, value: '', name: named(held.name) };
		return { ...row, rule: thing };
	}
	return { ...row, rule: { kind: rule, value: ruleValue ?? '', name: named(ruleName) } };
}
