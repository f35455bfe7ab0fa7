import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { rightName } from '#lib/systems/right-name.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import type { RightDays } from './right-days.ts';
import { accessRight, informationSystem, roleConflict, systemRole } from './tables.ts';

/** Each pair stands once, the smaller id first. */
const ordered = (one: string, other: string) =>
	one < other ? { roleId: one, otherId: other } : { roleId: other, otherId: one };

/** A role that does not go with another, seen from that other. */
export type RoleConflict = {
	/** The role it is asked about. */
	roleId: string;
	otherId: string;
	otherSystemId: string;
	systemName: LocalizedText;
	roleName: LocalizedText;
	why: LocalizedText;
};

/** Which roles do not go with these; a pair of two of them is given from both sides. Open to whoever may see systems. */
export async function listRoleConflicts(
	db: DbOrTx,
	roleIds: readonly string[]
): Promise<RoleConflict[]> {
	const ids = roleIds.filter(isId);
	if (ids.length === 0) return [];
	const mine = alias(systemRole, 'mine');
	return db
		.select({
			roleId: mine.id,
			otherId: systemRole.id,
			otherSystemId: informationSystem.id,
			systemName: informationSystem.name,
			roleName: systemRole.name,
			why: roleConflict.why
		})
		.from(roleConflict)
		.innerJoin(mine, or(eq(mine.id, roleConflict.roleId), eq(mine.id, roleConflict.otherId)))
		.innerJoin(
			systemRole,
			and(
				or(eq(systemRole.id, roleConflict.roleId), eq(systemRole.id, roleConflict.otherId)),
				ne(systemRole.id, mine.id)
			)
		)
		.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
		.where(inArray(mine.id, ids))
		.orderBy(informationSystem.slug, systemRole.position, systemRole.slug);
}

/**
 * Says that two roles do not go together, and why. Rights that exist stay; the register of rights marks who has both.
 * Only the desk of the whole town. Recorded as `role_conflict.added`. Throws Forbidden, NotFound, Invalid at `otherId`
 * for a role beside itself or a pair that stands already.
 */
export async function addRoleConflict(
	db: DbOrTx,
	actor: Actor,
	input: { roleId: string; otherId: string; why: LocalizedText },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'systems.edit')) throw forbidden();
	if (input.roleId === input.otherId) throw invalid({ otherId: ['rights_conflict_itself'] });
	if (!isId(input.roleId) || !isId(input.otherId)) throw notFound();
	await withTransaction(db, async (tx) => {
		const pair = ordered(input.roleId, input.otherId);
		const known = await tx
			.select({ id: systemRole.id })
			.from(systemRole)
			.where(inArray(systemRole.id, [pair.roleId, pair.otherId]));
		if (known.length !== 2) throw notFound();
		const made = await tx
			.insert(roleConflict)
			.values({ ...pair, why: input.why })
			.onConflictDoNothing()
			.returning({ roleId: roleConflict.roleId });
		if (made.length === 0) throw invalid({ otherId: ['rights_conflict_there'] });
		await recordAudit(tx, {
			...{ actor, action: 'role_conflict.added', noun: 'system_role', recordId: input.roleId },
			after: { otherId: input.otherId, why: input.why },
			at: clock.now()
		});
	});
}

/** Lets two roles go together again. Only the desk of the whole town. Recorded as `role_conflict.removed`. Throws Forbidden, NotFound. */
export async function removeRoleConflict(
	db: DbOrTx,
	actor: Actor,
	input: { roleId: string; otherId: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'systems.edit')) throw forbidden();
	if (!isId(input.roleId) || !isId(input.otherId)) throw notFound();
	await withTransaction(db, async (tx) => {
		const pair = ordered(input.roleId, input.otherId);
		const [gone] = await tx
			.delete(roleConflict)
			.where(and(eq(roleConflict.roleId, pair.roleId), eq(roleConflict.otherId, pair.otherId)))
			.returning();
		if (!gone) throw notFound();
		await recordAudit(tx, {
			...{ actor, action: 'role_conflict.removed', noun: 'system_role', recordId: input.roleId },
			before: { otherId: input.otherId, why: gone.why },
			at: clock.now()
		});
	});
}

/** Somebody who is to get a role, by id or by the slugs of a service definition. */
export type AskedRole = { personId: string; role: string | { system: string; role: string } };

/** A role that somebody is to get and another that does not go with it, which they have or are to get too. */
export type AskedConflict = {
	personId: string;
	roleId: string;
	/** `system/role` by their slugs. */
	roleSlug: string;
	asked: LocalizedText;
	askedSystem: LocalizedText;
	other: LocalizedText;
	otherSystem: LocalizedText;
	why: LocalizedText;
	/** Days of the right they have; null when the other is asked for as well. */
	validFrom: string | null;
	validUntil: string | null;
};

/**
 * What does not go together among what these people have, now or later, and are to get. For who asks, decides and
 * gives: the caller has made sure that they may know it. One query, none when nothing is asked.
 */
export async function conflictsOf(
	db: DbOrTx,
	asked: readonly AskedRole[]
): Promise<AskedConflict[]> {
	if (asked.length === 0) return [];
	const pairs = asked.map(({ personId, role }) => ({
		person: personId,
		role: typeof role === 'string' ? role : `${role.system}/${role.role}`
	}));
	const found = await db.execute<AskedConflict>(sql`
		with asked as (
			select distinct on (a.person, r.id) a.person, r.id as role_id, s.slug || '/' || r.slug as slug,
				r.name as role_name, s.name as system_name
			from json_to_recordset(${JSON.stringify(pairs)}::json) as a(person uuid, role text)
			join ${systemRole} r on true
			join ${informationSystem} s on s.id = r.system_id
			where r.id::text = a.role or s.slug || '/' || r.slug = a.role
		)
		select a.person as "personId", a.role_id as "roleId", a.slug as "roleSlug",
			a.role_name as asked, a.system_name as "askedSystem",
			o.name as other, os.name as "otherSystem", c.why,
			held.valid_from::text as "validFrom", held.valid_until::text as "validUntil"
		from asked a
		join ${roleConflict} c on a.role_id in (c.role_id, c.other_id)
		join ${systemRole} o on o.id in (c.role_id, c.other_id) and o.id <> a.role_id
		join ${informationSystem} os on os.id = o.system_id
		left join ${accessRight} held
			on held.person_id = a.person and held.role_id = o.id and held.ended_at is null
		where held.id is not null
			or (a.role_id < o.id and exists (
				select 1 from asked two where two.person = a.person and two.role_id = o.id))
		order by a.person, a.role_name->>'et', o.name->>'et'`);
	return [...found];
}

/**
 * Whether the person has another role on these days that does not go with this one: false when not, true when so and
 * somebody says why it is given all the same (`despite`). Waits for whoever gives the person another right at the same
 * moment, so that of two that do not go together one is given. Throws Conflict `rights_incompatible` without a reason.
 */
export async function clashes(
	tx: Tx,
	given: RightDays & { personId: string; roleId: string; person: string },
	despite: string | null,
	locale: Locale
): Promise<boolean> {
	const [pair] = await tx
		.select({ roleId: roleConflict.roleId })
		.from(roleConflict)
		.where(or(eq(roleConflict.roleId, given.roleId), eq(roleConflict.otherId, given.roleId)))
		.limit(1);
	if (!pair) return false;
	await tx.execute(
		sql`select pg_advisory_xact_lock(hashtextextended('rights ' || ${given.personId}, 0))`
	);
	const found = await conflictsOf(tx, [{ personId: given.personId, role: given.roleId }]);
	const both = found.find(
		({ validFrom, validUntil }) =>
			(validUntil === null || validUntil >= given.validFrom) &&
			(given.validUntil === null || (validFrom ?? '') <= given.validUntil)
	);
	if (!both || despite) return both !== undefined;
	throw conflict('rights_incompatible', {
		person: given.person,
		role: rightName(both.otherSystem, both.other, locale),
		why: localize(both.why, locale)
	});
}
