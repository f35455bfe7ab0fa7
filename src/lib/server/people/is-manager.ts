import { and, eq, exists, or } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, unit } from './tables.ts';

/** Is this person the line manager of anybody who works here, or the head of a unit? */
export async function isManager(db: DbOrTx, personId: string): Promise<boolean> {
	const report = db
		.select({ id: person.id })
		.from(person)
		.where(and(eq(person.managerId, personId), eq(person.status, 'active')));
	const headed = db
		.select({ id: unit.id })
		.from(unit)
		.where(and(eq(unit.headId, personId), eq(unit.active, true)));
	const [one] = await db
		.select({ id: person.id })
		.from(person)
		.where(and(eq(person.id, personId), or(exists(report), exists(headed))));
	return one !== undefined;
}
