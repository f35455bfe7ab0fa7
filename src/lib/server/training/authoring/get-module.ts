import { asc, eq, sql } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { locales, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import type { LanguageMark } from '#lib/training/authoring/list-shapes.ts';
import type { AudienceRule } from '#lib/training/audience.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { coveredByRules } from '../duty/audience-query.ts';
import { moduleCondition, moduleEquivalent, trainingRule } from '../duty/tables.ts';
import { trainingDraft, trainingEdition, trainingModule, trainingText } from '../modules/tables.ts';
import { listSubjects } from './list-subjects.ts';
import { moduleFigures, noFigures } from './module-figures.ts';
import { pageStops, type PageStop } from './page-stops.ts';

/** A rule of a module, with how many it covers today. */
export type RuleView = AudienceRule & {
	dueDays: number | null;
	source: 'files' | 'portal';
	count: number;
};

/** What a module stands before: a right or a seat. */
export type ConditionView = {
	kind: 'role' | 'product';
	id: string;
	systemId: string | null;
	name: LocalizedText;
};

/**
 * A module for those who look after it: its facts, languages, rules with how many they cover, what counts for it, what
 * it stands before, figures, and where people stop. Authors, the desk (figures of its units), auditors. Throws Forbidden,
 * NotFound.
 */
export async function getModule(db: DbOrTx, actor: Actor, key: string, clock: Clock) {
	if (!can(actor, 'training.overview')) throw forbidden();
	const now = clock.now();
	const [module] = await db
		.select({
			module: trainingModule,
			edition: trainingEdition,
			draft: trainingDraft,
			by: person.name
		})
		.from(trainingModule)
		.leftJoin(trainingEdition, eq(trainingEdition.id, trainingModule.editionId))
		.leftJoin(trainingDraft, eq(trainingDraft.moduleId, trainingModule.id))
		.leftJoin(person, eq(person.id, trainingDraft.updatedById))
		.where(eq(trainingModule.key, key));
	if (!module) throw notFound();
	const { id, editionId } = module.module;
	const [languages, rules, equivalents, conditions, figures, stops, subjects] = await Promise.all([
		languagesOf(db, editionId),
		listRules(db, id, isoDay(now)),
		listEquivalents(db, id),
		listConditionsOf(db, id),
		moduleFigures(db, actor, [id], now),
		editionId ? pageStops(db, actor, { moduleId: id, editionId }, now) : ([] as PageStop[]),
		listSubjects(db, actor, module.module.facts.software)
	]);
	return {
		...module.module,
		title: moduleTitle(module.module.titles),
		edition: module.edition,
		draft: module.draft && {
			state: module.draft.state,
			updatedAt: module.draft.updatedAt,
			by: module.by ?? ''
		},
		languages,
		rules,
		equivalents,
		conditions,
		figures: figures.get(id) ?? noFigures,
		stops,
		subjects
	};
}

async function languagesOf(
	db: DbOrTx,
	editionId: string | null
): Promise<Record<Locale, LanguageMark>> {
	const texts = editionId
		? await db
				.select({ locale: trainingText.locale, stale: trainingText.stale })
				.from(trainingText)
				.where(eq(trainingText.editionId, editionId))
		: [];
	const markOf = (locale: Locale): LanguageMark => {
		const text = texts.find((one) => one.locale === locale);
		if (!text) return 'missing';
		return text.stale ? 'stale' : 'fresh';
	};
	return Object.fromEntries(locales.map((locale) => [locale, markOf(locale)])) as Record<
		Locale,
		LanguageMark
	>;
}

async function listRules(db: DbOrTx, moduleId: string, today: string): Promise<RuleView[]> {
	const mine = sql`select * from ${trainingRule} where module_id = ${moduleId}::uuid and active`;
	const rows = await db.execute<RuleView>(sql`
		select r.kind, r.value, r.due_days as "dueDays", r.source, coalesce(c.count, 0) as count
		from (${mine}) r left join (
			select covered.rule_id, count(distinct covered.person_id)::int as count
			from (${coveredByRules(mine, today)}) covered group by covered.rule_id
		) c on c.rule_id = r.id
		order by r.kind, r.value`);
	return [...rows];
}

async function listEquivalents(db: DbOrTx, moduleId: string) {
	const rows = await db
		.select({ id: trainingModule.id, key: trainingModule.key, titles: trainingModule.titles })
		.from(moduleEquivalent)
		.innerJoin(trainingModule, eq(trainingModule.id, moduleEquivalent.countsId))
		.where(eq(moduleEquivalent.moduleId, moduleId))
		.orderBy(asc(trainingModule.key));
	return rows.map(({ id, key, titles }) => ({ id, key, title: moduleTitle(titles) }));
}

async function listConditionsOf(db: DbOrTx, moduleId: string): Promise<ConditionView[]> {
	const rows = await db
		.select({
			roleId: moduleCondition.roleId,
			productId: moduleCondition.productId,
			product: softwareProduct.name,
			systemId: informationSystem.id,
			system: informationSystem.name,
			role: systemRole.name
		})
		.from(moduleCondition)
		.leftJoin(systemRole, eq(systemRole.id, moduleCondition.roleId))
		.leftJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
		.leftJoin(softwareProduct, eq(softwareProduct.id, moduleCondition.productId))
		.where(eq(moduleCondition.moduleId, moduleId));
	return rows.map(({ roleId, productId, product, systemId, system, role }) => {
		const both = (locale: 'et' | 'ru' | 'en') =>
			[system?.[locale] ?? system?.et, role?.[locale] ?? role?.et].filter(Boolean).join(', ');
		if (roleId) {
			const name = { et: both('et'), ru: both('ru'), en: both('en') };
			return { kind: 'role' as const, id: roleId, systemId, name };
		}
		const name = product ?? '';
		return {
			kind: 'product' as const,
			id: productId ?? '',
			systemId: null,
			name: { et: name, ru: name }
		};
	});
}

export type ModuleView = Awaited<ReturnType<typeof getModule>>;
