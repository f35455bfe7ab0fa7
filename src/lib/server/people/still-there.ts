import { eq } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';
import { person, unit } from './tables.ts';

/** Somebody who works here, by name; undefined for an unknown person and one who has left. */
export async function findActive(tx: Tx, personId: string): Promise<string | undefined> {
	const [who] = await whoIs(tx, personId);
	return who?.status === 'active' ? who.name : undefined;
}

/** The same, and they do not leave before the transaction ends: for what a leaver is not to be left with. */
export async function holdActive(tx: Tx, personId: string): Promise<string | undefined> {
	const [who] = await whoIs(tx, personId).for('share');
	return who?.status === 'active' ? who.name : undefined;
}

/** Whether a unit is there and open, so that people and duties may be put in it. */
export async function isUnitOpen(tx: Tx, unitId: string): Promise<boolean> {
	const [where] = await tx.select({ active: unit.active }).from(unit).where(eq(unit.id, unitId));
	return where?.active === true;
}

const whoIs = (tx: Tx, personId: string) =>
	tx
		.select({ name: person.name, status: person.status })
		.from(person)
		.where(eq(person.id, personId));
