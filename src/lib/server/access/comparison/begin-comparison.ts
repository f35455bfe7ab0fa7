import { and, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { person } from '#lib/server/people/tables.ts';
import { findRole } from '#lib/server/systems/find-role.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { readAccounts } from './read-accounts.ts';
import { groupComparison, groupDifference } from './tables.ts';

/**
 * Lays a file that says who really is in a group beside the register: whom both have agrees, everything else is a
 * difference to decide about. An account is somebody's address, or the part of it before the @. Only the desk of the
 * whole town, since a group reaches across units. Recorded as `comparison.made`. Throws Forbidden, NotFound for the
 * role, Invalid at `file`.
 */
export async function beginComparison(
	db: Db,
	actor: Actor,
	input: { roleId: string; fileName: string; bytes: Uint8Array },
	clock: Clock = systemClock
): Promise<{ id: string; differences: number }> {
	if (!can(actor, 'systems.edit')) throw forbidden();
	if (!isId(input.roleId)) throw notFound();
	const accounts = await readAccounts(input.bytes);
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		if (!(await findRole(tx, input.roleId))) throw notFound();
		const known = await peopleOf(tx, accounts);
		const held = await heldOn(tx, input.roleId, isoDay(at));
		const holders = new Set(held.map(({ personId }) => personId));
		const inFile = new Set([...known.values()].map(({ id }) => id));
		const id = newId();
		const none = { comparisonId: id, personId: null, rightId: null };
		const differences: (typeof groupDifference.$inferInsert)[] = [];
		const seen = new Set<string>();
		for (const account of accounts) {
			const who = known.get(account);
			if (!who) differences.push({ ...none, id: newId(), kind: 'unknown_account', account });
			else if (!holders.has(who.id) && !seen.has(who.id)) {
				const kind = 'only_directory' as const;
				differences.push({ ...none, id: newId(), kind, account, personId: who.id });
			}
			if (who) seen.add(who.id);
		}
		for (const { rightId, personId, email } of held) {
			if (inFile.has(personId)) continue;
			const kind = 'only_register' as const;
			differences.push({ ...none, id: newId(), kind, account: email, personId, rightId });
		}
		const agreed = held.filter(({ personId }) => inFile.has(personId)).length;
		const made = {
			...{ id, roleId: input.roleId, fileName: input.fileName.slice(0, 200) },
			...{ accounts: accounts.length, agreed, createdAt: at, createdById: actorPersonId(actor) }
		};
		await tx.insert(groupComparison).values(made);
		for (let start = 0; start < differences.length; start += ROWS_AT_ONCE) {
			await tx.insert(groupDifference).values(differences.slice(start, start + ROWS_AT_ONCE));
		}
		await recordAudit(tx, {
			...{ actor, action: 'comparison.made', noun: 'comparison', recordId: id },
			after: { ...made, differences: differences.length },
			at
		});
		return { id, differences: differences.length };
	});
}

const ROWS_AT_ONCE = 1000;

/** Whose accounts these are; one that fits several people is nobody's. */
async function peopleOf(tx: Tx, accounts: readonly string[]): Promise<Map<string, { id: string }>> {
	const found = new Map<string, { id: string } | 'many'>();
	for (let start = 0; start < accounts.length; start += ROWS_AT_ONCE) {
		const some = accounts.slice(start, start + ROWS_AT_ONCE);
		const local = sql<string>`split_part(${person.email}, '@', 1)`;
		const rows = await tx
			.select({ id: person.id, email: person.email, local })
			.from(person)
			.where(or(inArray(person.email, some), inArray(local, some)));
		const wanted = new Set(some);
		for (const { id, email, local: name } of rows) {
			if (wanted.has(email)) found.set(email, { id });
			if (wanted.has(name)) found.set(name, found.has(name) ? 'many' : { id });
		}
	}
	return new Map([...found].flatMap(([account, who]) => (who === 'many' ? [] : [[account, who]])));
}

const heldOn = (tx: Tx, roleId: string, today: string) =>
	tx
		.select({ rightId: accessRight.id, personId: person.id, email: person.email })
		.from(accessRight)
		.innerJoin(person, eq(person.id, accessRight.personId))
		.where(
			and(
				eq(accessRight.roleId, roleId),
				isNull(accessRight.endedAt),
				lte(accessRight.validFrom, today),
				or(isNull(accessRight.validUntil), gte(accessRight.validUntil, today))
			)
		)
		.orderBy(person.name, person.id);
