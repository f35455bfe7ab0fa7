import { asc, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { DifferenceDecision, DifferenceKind } from '#lib/access/change-kinds.ts';
import { forbidden, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { groupComparison, groupDifference } from './tables.ts';

/** A comparison with how far its decisions are. */
export type ComparisonRow = {
	id: string;
	systemName: LocalizedText;
	roleName: LocalizedText;
	fileName: string;
	accounts: number;
	agreed: number;
	differences: number;
	decided: number;
	createdAt: Date;
	createdBy: string | null;
};

const MOST_SHOWN = 200;

const rows = (db: DbOrTx) =>
	db
		.select({
			id: groupComparison.id,
			systemName: informationSystem.name,
			roleName: systemRole.name,
			fileName: groupComparison.fileName,
			accounts: groupComparison.accounts,
			agreed: groupComparison.agreed,
			differences: sql<number>`(select count(*)::int from ${groupDifference}
				where ${groupDifference.comparisonId} = ${groupComparison.id})`,
			decided: sql<number>`(select count(*)::int from ${groupDifference}
				where ${groupDifference.comparisonId} = ${groupComparison.id}
					and ${groupDifference.decidedAt} is not null)`,
			createdAt: groupComparison.createdAt,
			createdBy: person.name
		})
		.from(groupComparison)
		.innerJoin(systemRole, eq(systemRole.id, groupComparison.roleId))
		.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
		.leftJoin(person, eq(person.id, groupComparison.createdById));

/** The comparisons that were made, the newest first. The desk of the whole town; throws Forbidden. */
export async function listComparisons(db: DbOrTx, actor: Actor): Promise<ComparisonRow[]> {
	if (!can(actor, 'systems.edit')) throw forbidden();
	return rows(db)
		.orderBy(desc(groupComparison.createdAt), desc(groupComparison.id))
		.limit(MOST_SHOWN);
}

/** One account about which directory and register differ. */
export type DifferenceRow = {
	id: string;
	kind: DifferenceKind;
	account: string;
	personId: string | null;
	personName: string | null;
	hasLeft: boolean;
	unitName: LocalizedText | null;
	rightId: string | null;
	decision: DifferenceDecision | null;
	reason: string;
	decidedAt: Date | null;
	decidedBy: string | null;
	taskId: string | null;
};

const decider = alias(person, 'decider');

/** A comparison with its differences, those to decide first. The desk of the whole town; throws Forbidden, NotFound. */
export async function getComparison(
	db: DbOrTx,
	actor: Actor,
	id: string
): Promise<ComparisonRow & { rows: DifferenceRow[] }> {
	if (!can(actor, 'systems.edit')) throw forbidden();
	if (!isId(id)) throw notFound();
	const [[found], differences] = await Promise.all([
		rows(db).where(eq(groupComparison.id, id)),
		db
			.select({
				id: groupDifference.id,
				kind: groupDifference.kind,
				account: groupDifference.account,
				personId: groupDifference.personId,
				personName: person.name,
				hasLeft: sql<boolean>`coalesce(${person.status} = 'left', false)`,
				unitName: unit.name,
				rightId: groupDifference.rightId,
				decision: groupDifference.decision,
				reason: groupDifference.reason,
				decidedAt: groupDifference.decidedAt,
				decidedBy: decider.name,
				taskId: groupDifference.taskId
			})
			.from(groupDifference)
			.leftJoin(person, eq(person.id, groupDifference.personId))
			.leftJoin(unit, eq(unit.id, person.unitId))
			.leftJoin(decider, eq(decider.id, groupDifference.decidedById))
			.where(eq(groupDifference.comparisonId, id))
			.orderBy(
				sql`${groupDifference.decidedAt} is not null`,
				asc(groupDifference.kind),
				asc(groupDifference.account)
			)
	]);
	if (!found) throw notFound();
	return { ...found, rows: differences };
}
