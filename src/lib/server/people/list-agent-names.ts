import { and, asc, eq } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { person, roleGrant } from './tables.ts';

/** Active agents by name, for choosing who gets work. */
export function listAgentNames(db: DbOrTx): Promise<{ id: string; name: string }[]> {
	return kept(db, 'agents', async () =>
		db
			.selectDistinct({ id: person.id, name: person.name })
			.from(roleGrant)
			.innerJoin(person, eq(person.id, roleGrant.personId))
			.where(and(eq(roleGrant.role, 'agent'), eq(person.status, 'active')))
			.orderBy(asc(person.name))
	);
}
