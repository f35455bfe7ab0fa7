import { and, asc, eq, sql } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { personInRegisterScope } from '#lib/server/people/register-person.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { askedAbout, openRound, unanswered } from './rounds.ts';

/** Somebody who is asked, and about how many things there is no answer yet. */
export type AskedPerson = {
	personId: string;
	name: string;
	unitName: LocalizedText;
	things: number;
	open: number;
};

/**
 * How the open round stands: everybody who has something, by unit and name, with how many answers are missing. Who keeps
 * or audits the register, of the people of their units. Throws NotFound; null when nothing is asked now.
 */
export async function roundStanding(db: DbOrTx, actor: Actor) {
	if (!can(actor, 'equipment.read')) throw notFound();
	const round = await openRound(db);
	if (!round) return null;
	const people: AskedPerson[] = await db
		.select({
			personId: person.id,
			name: person.name,
			unitName: unit.name,
			things: sql<number>`count(*)::int`,
			open: sql<number>`(count(*) filter (where ${unanswered(round.id)}))::int`
		})
		.from(item)
		.innerJoin(person, eq(person.id, item.holderId))
		.innerJoin(unit, eq(unit.id, person.unitId))
		.where(and(askedAbout(), eq(person.status, 'active'), personInRegisterScope(actor)))
		.groupBy(person.id, person.name, unit.id, unit.name)
		.orderBy(asc(sql`${unit.name}->>'et'`), asc(person.name));
	return { round, people };
}
