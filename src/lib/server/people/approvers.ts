import { and, eq, gte, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { deputy, person, place, roleGrant, unit } from './tables.ts';

/** Somebody who can be asked to approve, with the one to ask when it cannot be them. */
export type Superior = {
	id: string;
	name: string;
	status: 'active' | 'left';
	managerId: string | null;
};

/** A person as a possible approver. */
export async function findSuperior(db: DbOrTx, id: string): Promise<Superior | undefined> {
	const [row] = await db
		.select({
			id: person.id,
			name: person.name,
			status: person.status,
			managerId: person.managerId
		})
		.from(person)
		.where(eq(person.id, id));
	return row;
}

/** An active person by e-mail: how a service names an approver or a task's owner. */
export async function findActiveByEmail(db: DbOrTx, email: string): Promise<string | undefined> {
	const [row] = await db
		.select({ id: person.id })
		.from(person)
		.where(and(eq(person.email, email.toLowerCase()), eq(person.status, 'active')));
	return row?.id;
}

/** Head of the place, else of the place it lies in. */
export async function findPlaceHead(db: DbOrTx, placeId: string): Promise<string | undefined> {
	const [row] = await db.execute<{ head: string | null }>(sql`
		with recursive up as (
			select id, parent_id, head_id, 0 as step from ${place} where id = ${placeId}
			union all
			select p.id, p.parent_id, p.head_id, up.step + 1 from ${place} p
			join up on p.id = up.parent_id where up.step < 20)
		select head_id as head from up where head_id is not null order by step limit 1`);
	return row?.head ?? undefined;
}

/** Who decides the spending of a unit: its budget owner or head, else those of the unit above. */
export async function findBudgetOwner(db: DbOrTx, unitId: string): Promise<string | undefined> {
	const [row] = await db.execute<{ owner: string | null }>(sql`
		with recursive up as (
			select id, parent_id, coalesce(budget_owner_id, head_id) as owner, 0 as step
			from ${unit} where id = ${unitId}
			union all
			select u.id, u.parent_id, coalesce(u.budget_owner_id, u.head_id), up.step + 1 from ${unit} u
			join up on u.id = up.parent_id where up.step < 20)
		select owner from up where owner is not null order by step limit 1`);
	return row?.owner ?? undefined;
}

/** Administrators everywhere: the last resort when nobody else may approve. */
export async function listAdministrators(db: DbOrTx): Promise<string[]> {
	const rows = await db
		.select({ id: person.id })
		.from(roleGrant)
		.innerJoin(person, eq(person.id, roleGrant.personId))
		.where(and(eq(roleGrant.role, 'admin'), isNull(roleGrant.unitId), eq(person.status, 'active')));
	return rows.map((row) => row.id);
}

/** Agents whose role reaches this unit: whom a new request of it is told to. */
export async function listAgentsFor(db: DbOrTx, unitId: string): Promise<string[]> {
	const rows = await db.execute<{ id: string }>(sql`
		select distinct p.id from ${roleGrant} g
		join ${person} p on p.id = g.person_id and p.status = 'active'
		where g.role = 'agent' and (g.unit_id is null
			or g.unit_id = any (select unnest(ancestor_ids) from ${unit} where id = ${unitId}))`);
	return rows.map((row) => row.id);
}

/** Agents whose role reaches the whole town: whom what belongs to no unit is told to. */
export async function listTownAgents(db: DbOrTx): Promise<string[]> {
	const rows = await db
		.selectDistinct({ id: person.id })
		.from(roleGrant)
		.innerJoin(person, eq(person.id, roleGrant.personId))
		.where(and(eq(roleGrant.role, 'agent'), isNull(roleGrant.unitId), eq(person.status, 'active')));
	return rows.map((row) => row.id);
}

/** Who stands in for these people on the day (`2026-11-24`). */
export async function listDeputies(
	db: DbOrTx,
	personIds: string[],
	day: string
): Promise<string[]> {
	if (personIds.length === 0) return [];
	const rows = await db
		.select({ id: deputy.deputyId })
		.from(deputy)
		.where(and(inArray(deputy.personId, personIds), lte(deputy.from, day), gte(deputy.until, day)));
	return rows.map((row) => row.id);
}
