import { and, asc, eq, inArray, notInArray, or, sql } from 'drizzle-orm';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { person } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { idArray } from './sql-values.ts';
import { countsOn } from './standing-sql.ts';
import { completion, moduleCondition } from './tables.ts';

/** What a condition stands before: a right to a role, or a seat of a product. */
export type ConditionTarget = { roleId: string } | { productId: string };

/** A module that has to be done first. */
export type ConditionModule = { id: string; slug: string; title: LocalizedText };

const standsBefore = (target: ConditionTarget) =>
	'roleId' in target
		? eq(moduleCondition.roleId, target.roleId)
		: eq(moduleCondition.productId, target.productId);

/** The modules that stand before a role or product. Asks nothing of the reader. */
export async function listConditions(
	db: DbOrTx,
	target: { roleIds: readonly string[] } | { productId: string }
): Promise<(ConditionModule & { roleId: string | null })[]> {
	const where =
		'roleIds' in target
			? inArray(moduleCondition.roleId, [...target.roleIds])
			: eq(moduleCondition.productId, target.productId);
	if ('roleIds' in target ? target.roleIds.length === 0 : !isId(target.productId)) return [];
	const rows = await db
		.select({
			id: trainingModule.id,
			slug: trainingModule.slug,
			titles: trainingModule.titles,
			roleId: moduleCondition.roleId
		})
		.from(moduleCondition)
		.innerJoin(trainingModule, eq(trainingModule.id, moduleCondition.moduleId))
		.where(where)
		.orderBy(asc(trainingModule.slug));
	return rows.map(({ titles, ...row }) => ({ ...row, title: moduleTitle(titles) }));
}

/**
 * Makes these modules the ones to be done before a right to a role, or a seat of a product, is given. The town's
 * desk. Recorded as `training.conditions_changed`. Rights and seats given earlier stay. Throws Forbidden.
 */
export async function saveConditions(
	db: Db,
	actor: Actor,
	input: { target: ConditionTarget; moduleIds: readonly string[] },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'training.conditions')) throw forbidden();
	const { target } = input;
	const wanted = [...new Set(input.moduleIds)];
	if (!wanted.every(isId)) throw notFound();
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const before = await tx
			.select({ moduleId: moduleCondition.moduleId })
			.from(moduleCondition)
			.where(standsBefore(target));
		const gone = wanted.length > 0 ? notInArray(moduleCondition.moduleId, wanted) : undefined;
		await tx.delete(moduleCondition).where(and(standsBefore(target), gone));
		const known = new Set(before.map((one) => one.moduleId));
		const added = wanted.filter((moduleId) => !known.has(moduleId));
		if (added.length > 0) {
			await tx
				.insert(moduleCondition)
				.values(
					added.map((moduleId) => ({
						id: newId(),
						moduleId,
						...target,
						createdById: actorPersonId(actor),
						createdAt: at
					}))
				)
				.onConflictDoNothing();
		}
		if (added.length === 0 && before.length === wanted.length) return;
		await recordAudit(tx, {
			actor,
			action: 'training.conditions_changed',
			noun: 'roleId' in target ? 'system_role' : 'product',
			recordId: 'roleId' in target ? target.roleId : target.productId,
			before: { modules: [...known] },
			after: { modules: wanted },
			at
		});
	});
}

/** A module that stands between somebody and what they are to get. */
export type UnmetCondition = ConditionModule & {
	personId: string;
	personName: string;
	roleId: string | null;
	productId: string | null;
};

/** Who is to get what: roles and products by id, or as service definitions name them. */
export type ConditionAsk = {
	personIds: string[];
	roles: (string | { system: string; role: string })[];
	products: (string | { slug: string })[];
};

/** Which modules these people have yet to do before they get these roles and products. One query. */
export async function unmetConditions(
	db: DbOrTx,
	asked: ConditionAsk,
	today: string
): Promise<UnmetCondition[]> {
	const { personIds, roles, products } = asked;
	if (personIds.length === 0 || roles.length + products.length === 0) return [];
	const ids = (all: ConditionAsk['roles'] | ConditionAsk['products']) =>
		idArray(all.filter((one) => typeof one === 'string'));
	const slugs = (all: ConditionAsk['roles'] | ConditionAsk['products']) =>
		JSON.stringify(all.filter((one) => typeof one !== 'string'));
	const rows = await db
		.select({
			id: trainingModule.id,
			slug: trainingModule.slug,
			titles: trainingModule.titles,
			roleId: moduleCondition.roleId,
			productId: moduleCondition.productId,
			personId: person.id,
			personName: person.name
		})
		.from(moduleCondition)
		.innerJoin(trainingModule, eq(trainingModule.id, moduleCondition.moduleId))
		.innerJoin(person, inArray(person.id, [...personIds]))
		.where(
			and(
				or(
					sql`${moduleCondition.roleId} = any(${ids(roles)})`,
					sql`${moduleCondition.productId} = any(${ids(products)})`,
					sql`${moduleCondition.roleId} in (
						select l.id from ${systemRole} l join ${informationSystem} i on i.id = l.system_id
						join jsonb_to_recordset(${slugs(roles)}::jsonb) as named(system text, role text)
							on named.system = i.slug and named.role = l.slug)`,
					sql`${moduleCondition.productId} in (
						select p.id from ${softwareProduct} p
						join jsonb_to_recordset(${slugs(products)}::jsonb) as named(slug text)
							on named.slug = p.slug)`
				),
				// A module that was taken out of use can be done by nobody and stands in nobody's way.
				eq(trainingModule.active, true),
				sql`not exists (select from ${completion} done
					where done.person_id = ${person.id} and done.module_id = ${trainingModule.id}
						and done.revoked_at is null and ${countsOn(sql`done.valid_until`, today)})`
			)
		)
		.orderBy(asc(trainingModule.slug));
	return rows.map(({ titles, ...row }) => ({ ...row, title: moduleTitle(titles) }));
}

/**
 * Throws Conflict `duty_condition_unmet`, naming person and module, when a module has to be done before somebody gets
 * this role or product. `locale` is the reader's.
 */
export async function mustMeetConditions(
	db: DbOrTx,
	personId: string,
	target: ConditionTarget,
	at: { today: string; locale: Locale }
): Promise<void> {
	const [unmet] = await unmetConditions(
		db,
		{
			personIds: [personId],
			roles: 'roleId' in target ? [target.roleId] : [],
			products: 'productId' in target ? [target.productId] : []
		},
		at.today
	);
	if (!unmet) return;
	throw conflict('duty_condition_unmet', {
		module: localize(unmet.title, at.locale),
		person: unmet.personName
	});
}
