import { and, eq, isNull, lte, ne, sql } from 'drizzle-orm';
import type { LeavingKind } from '#lib/access/leaving-lines.ts';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import { formatDateShort } from '#lib/format/dates.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { forgetAccount } from '#lib/server/auth/forget-account.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { mustEdit } from '#lib/server/people/edit-scope.ts';
import { renameForGood } from '#lib/server/people/rename-for-good.ts';
import { personInRegisterScope } from '#lib/server/people/register-person.ts';
import { person } from '#lib/server/people/tables.ts';
import { forgetRequestWords } from '#lib/server/requests/forget-request-words.ts';
import { getSetting } from '#lib/server/settings/settings.ts';
import { forgetWords } from './forget-words.ts';
import { heldByLeaver } from './held-by-leaver.ts';

/** What somebody may still have in hand while their name goes: it ends, or says nothing of them. */
const MAY_REMAIN: ReadonlySet<LeavingKind> = new Set(['training', 'request', 'approval', 'deputy']);

/**
 * Replaces the name, address and telephone of somebody who left longer ago than the town keeps them, in the register of
 * people and wherever a copy stands, but in what the law or a proof needs (`NAMES_KEPT_IN`). Numbers, acts and completions
 * stay. Administrators, within their units. It can't be undone. Recorded as `person.pseudonymised`, without the old name.
 *
 * Throws NotFound, Forbidden, Conflict `leaving_still_here`, `leaving_kept_until`, `leaving_still_has` and
 * `leaving_renamed_already`.
 */
export async function pseudonymise(
	db: Db,
	actor: Actor,
	input: { personId: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'people.edit')) throw forbidden();
	const years = await getSetting(db, 'retentionYears');
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const [who] = await tx.select().from(person).where(eq(person.id, input.personId)).for('update');
		if (!who) throw notFound();
		mustEdit(actor, [who.unitId]);
		if (who.pseudonymisedAt) throw conflict('leaving_renamed_already');
		if (who.status !== 'left' || !who.leftAt)
			throw conflict('leaving_still_here', { person: who.name });
		const until = keptUntil(who.leftAt, years);
		if (isoDay(at) < until)
			throw conflict('leaving_kept_until', {
				...{ person: who.name, day: formatDateShort(until, actor.locale) }
			});
		const held = await heldByLeaver(tx, who.id, isoDay(at));
		if (held.some(({ kind }) => !MAY_REMAIN.has(kind)))
			throw conflict('leaving_still_has', { person: who.name });
		const pseudonym = pseudonymOf(who.id);
		const { name, email } = await standsElsewhere(tx, who);
		await forgetAccount(tx, who);
		await forgetRequestWords(tx, who, pseudonym.name);
		await renameForGood(tx, who.id, pseudonym, at);
		await forgetWords(tx, who.id, [
			{ from: who.email, to: pseudonym.email, shared: email },
			{ from: who.name, to: pseudonym.name, shared: name },
			...(who.phone.length > 5 ? [{ from: who.phone, to: '', shared: true }] : [])
		]);
		await recordAudit(tx, {
			...{ actor, action: 'person.pseudonymised', noun: 'person', recordId: who.id, at },
			after: { name: pseudonym.name }
		});
	});
}

/** The first day on which the name may go. */
function keptUntil(leftAt: Date, years: number): string {
	const day = isoDay(leftAt);
	return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
}

/** The end of a v7 id is random: it tells people apart and says nothing of them. */
function pseudonymOf(id: string): { name: string; email: string } {
	const code = id.slice(-8).toUpperCase();
	return { name: `Lahkunu ${code}`, email: `lahkunu-${id}@nimeta.invalid` };
}

/** One word may be a word of any text: `Mari` is also a street. */
const isPlainWord = (name: string): boolean => !/\S\s+\S/.test(name);

/** Whether the name or the address stands within that of somebody else: `ann.tamm@` within `mari-ann.tamm@`. */
async function standsElsewhere(
	tx: Tx,
	who: { id: string; name: string; email: string }
): Promise<{ name: boolean; email: boolean }> {
	const [found] = await tx
		.select({
			name: sql<boolean>`coalesce(bool_or(position(${who.name} in ${person.name}) > 0), false)`,
			email: sql<boolean>`coalesce(bool_or(position(${who.email} in ${person.email}) > 0), false)`
		})
		.from(person)
		.where(ne(person.id, who.id));
	return { name: isPlainWord(who.name) || found?.name === true, email: found?.email === true };
}

export type RetentionRow = { id: string; name: string; position: string; leftAt: Date | null };

const MOST_DUE = 200;

/**
 * Those whose retention time is over, the longest gone first, or whether one person is among them. Administrators,
 * within their units. Throws Forbidden.
 */
export async function listRetentionOver(
	db: DbOrTx,
	actor: Actor,
	clock: Clock,
	personId?: string
): Promise<RetentionRow[]> {
	if (!can(actor, 'people.edit')) throw forbidden();
	const years = await getSetting(db, 'retentionYears');
	const [year, rest] = [isoDay(clock.now()).slice(0, 4), isoDay(clock.now()).slice(4)];
	const before = `${Number(year) - years}${rest === '-02-29' ? '-03-01' : rest}`;
	return db
		.select({ id: person.id, name: person.name, position: person.position, leftAt: person.leftAt })
		.from(person)
		.where(
			and(
				eq(person.status, 'left'),
				isNull(person.pseudonymisedAt),
				lte(sql`(${person.leftAt} at time zone 'Europe/Tallinn')::date`, before),
				personId ? eq(person.id, personId) : undefined,
				personInRegisterScope(actor)
			)
		)
		.orderBy(person.leftAt, person.id)
		.limit(MOST_DUE);
}
