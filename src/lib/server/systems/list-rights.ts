import {
	and,
	eq,
	gt,
	gte,
	inArray,
	isNotNull,
	isNull,
	lt,
	lte,
	not,
	or,
	sql,
	type SQL
} from 'drizzle-orm';
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
import { accessRight, informationSystem, roleConflict, systemRole } from './tables.ts';

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
	/** Why it was given beside one that does not go with it. */
	conflictReason: string | null;
	reviewedAt: Date | null;
	/** Its holder has left. */
	holderLeft: boolean;
	/** Its role or system is closed. */
	isClosed: boolean;
	cursor: string;
};

const approver = alias(person, 'approver');
const granter = alias(person, 'granter');
const byId = { expr: sql`${accessRight.id}`, type: 'uuid' } as const;

/** The person has another right that does not go with this one. */
const holdsBoth = sql`exists (
	select 1 from ${roleConflict} c
	join ${accessRight} other on other.person_id = ${accessRight.personId} and other.ended_at is null
		and other.role_id in (c.role_id, c.other_id) and other.role_id <> ${accessRight.roleId}
	where ${accessRight.roleId} in (c.role_id, c.other_id))`;

const STATES: Record<string, (today: string) => SQL | undefined> = {
	live: () => isNull(accessRight.endedAt),
	valid: (today) =>
		and(
			isNull(accessRight.endedAt),
			lte(accessRight.validFrom, today),
			or(isNull(accessRight.validUntil), gte(accessRight.validUntil, today))
		),
	to_come: (today) => and(isNull(accessRight.endedAt), gt(accessRight.validFrom, today)),
	ended: () => isNotNull(accessRight.endedAt)
};

const FACTS: Record<string, (today: string) => SQL | undefined> = {
	expiring: (today) =>
		and(
			isNull(accessRight.endedAt),
			gte(accessRight.validUntil, today),
			sql`${accessRight.validUntil} <= ${lastDayOf(today, EXPIRING_WITHIN_DAYS)}`
		),
	no_request: () => and(isNull(accessRight.endedAt), isNull(accessRight.requestId)),
	overdue: (today) => and(isNull(accessRight.endedAt), lt(accessRight.validUntil, today)),
	left: () => and(isNull(accessRight.endedAt), eq(person.status, 'left')),
	closed: () =>
		and(isNull(accessRight.endedAt), or(not(systemRole.active), not(informationSystem.active))),
	conflict: () => and(isNull(accessRight.endedAt), holdsBoth)
};

/**
 * The register of access rights: those of people in the units whose registers the reader keeps or audits.
 * Ended ones stay in it; the filter `state` tells them apart, `fact` what is wrong with those that nobody has ended.
 */
export const rightsList: ListSpec<RightRow> = {
	shape: rightsShape,
	scope: ({ actor }) => personInRegisterScope(actor),
	filters: {
		state: (values, { now }) => or(...values.map((value) => STATES[value]?.(isoDay(now)))),
		role: (values) => idIn(systemRole.id, values),
		risk: (values) => inArray(sql`${systemRole.risk}`, values),
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
				conflictReason: accessRight.conflictReason,
				reviewedAt: accessRight.reviewedAt,
				holderLeft: sql<boolean>`${person.status} = 'left'`,
				isClosed: sql<boolean>`not (${systemRole.active} and ${informationSystem.active})`,
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
