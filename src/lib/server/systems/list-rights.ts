import { and, eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { forbidden, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { rightsShape } from '#lib/systems/list-shapes.ts';
import { EXPIRING_WITHIN_DAYS, type RoleRisk } from '#lib/systems/system-kinds.ts';
import { contains, idIn, withinUnits } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { personInRegisterScope } from '#lib/server/people/register-person.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { lastDayOf } from './right-days.ts';
import { accessRight, informationSystem, systemRole } from './tables.ts';

/** One right with who has it and the paper trail: the request, who agreed, who gave it. */
export type RightRow = {
	id: string;
	personId: string;
	personName: string;
	unitId: string;
	unitName: LocalizedText;
	systemId: string;
	systemName: LocalizedText;
	roleName: LocalizedText;
	risk: RoleRisk;
	validFrom: string;
	validUntil: string | null;
	grantedAt: Date;
	requestNumber: number | null;
	approvedBy: string | null;
	grantedBy: string | null;
	endedAt: Date | null;
	endReason: string | null;
	cursor: string;
};

const approver = alias(person, 'approver');
const granter = alias(person, 'granter');
const byId = { expr: sql`${accessRight.id}`, type: 'uuid' } as const;

const FACTS: Record<string, (today: string) => SQL | undefined> = {
	expiring: (today) =>
		and(
			isNull(accessRight.endedAt),
			sql`${accessRight.validUntil} <= ${lastDayOf(today, EXPIRING_WITHIN_DAYS)}`
		),
	no_request: () => and(isNull(accessRight.endedAt), isNull(accessRight.requestId)),
	high_risk: () => and(isNull(accessRight.endedAt), eq(systemRole.risk, 'high')),
	left: () => and(isNull(accessRight.endedAt), eq(person.status, 'left'))
};

/**
 * The register of access rights: those of people in the units whose registers the reader keeps or audits.
 * Ended ones stay in it; the filter `state` tells them apart.
 */
export const rightsList: ListSpec<RightRow> = {
	shape: rightsShape,
	scope: ({ actor }) => personInRegisterScope(actor),
	filters: {
		state: (values) => {
			if (values.length !== 1) return undefined;
			return values[0] === 'ended' ? isNotNull(accessRight.endedAt) : isNull(accessRight.endedAt);
		},
		system: (values) => idIn(informationSystem.id, values),
		unit: (values) => withinUnits(unit.ancestorIds, values),
		fact: (values, { now }) => and(...values.map((value) => FACTS[value]?.(isoDay(now)))),
		person: (values) => idIn(person.id, values)
	},
	search: (text) => contains(person.name, text),
	sorts: {
		granted: {
			keys: [{ expr: sql`${accessRight.grantedAt}`, type: 'timestamptz' }, byId]
		},
		until: {
			keys: [
				{ expr: sql`coalesce(${accessRight.validUntil}, 'infinity'::date)`, type: 'date' },
				byId
			]
		},
		person: { keys: [{ expr: sql`${person.name}`, type: 'text' }, byId] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: accessRight.id,
				personId: person.id,
				personName: person.name,
				unitId: person.unitId,
				unitName: unit.name,
				systemId: informationSystem.id,
				systemName: informationSystem.name,
				roleName: systemRole.name,
				risk: systemRole.risk,
				validFrom: accessRight.validFrom,
				validUntil: accessRight.validUntil,
				grantedAt: accessRight.grantedAt,
				requestNumber: accessRight.requestNumber,
				approvedBy: approver.name,
				grantedBy: granter.name,
				endedAt: accessRight.endedAt,
				endReason: accessRight.endReason,
				cursor
			})
			.from(accessRight)
			.innerJoin(person, eq(person.id, accessRight.personId))
			.innerJoin(unit, eq(unit.id, person.unitId))
			.innerJoin(systemRole, eq(systemRole.id, accessRight.roleId))
			.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
			.leftJoin(approver, eq(approver.id, accessRight.approvedById))
			.leftJoin(granter, eq(granter.id, accessRight.grantedById))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db
			.select({ id: accessRight.id })
			.from(accessRight)
			.innerJoin(person, eq(person.id, accessRight.personId))
			.innerJoin(unit, eq(unit.id, person.unitId))
			.innerJoin(systemRole, eq(systemRole.id, accessRight.roleId))
			.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
			.where(where)
			.limit(upTo);
		const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some.as('some'));
		return counted?.count ?? 0;
	}
};

/** A page of the register of rights. Desk and auditors, each their units. Throws Forbidden. */
export async function listRights(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<RightRow>> {
	if (!can(actor, 'systems.read')) throw forbidden();
	return listPage(db, rightsList, { actor, now: clock.now() }, state);
}

/** The whole filtered register of rights, row by row, for a file. The same people and scope. Throws Forbidden. */
export function exportRights(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<RightRow> {
	if (!can(actor, 'systems.read')) throw forbidden();
	return listAll(db, rightsList, { actor, now: clock.now() }, state);
}

/** One right of the register with its paper trail. Desk and auditors; NotFound outside their units. */
export async function getRight(
	db: DbOrTx,
	actor: Actor,
	id: string,
	clock: Clock
): Promise<RightRow> {
	if (!can(actor, 'systems.read')) throw forbidden();
	const [found] = await rightsList.rows(db, {
		where: and(idIn(accessRight.id, [id]), rightsList.scope({ actor, now: clock.now() })),
		orderBy: [],
		limit: 1,
		cursor: sql<string>`''`
	});
	if (!found) throw notFound();
	return found;
}
