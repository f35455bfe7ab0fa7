import { asc, eq } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { systemDependency } from './tables.ts';

/** Something that a system needs to work: a row of the register that `kind` names. */
export type SystemNeed = { kind: 'system' | 'item' | 'place'; id: string };

/** What a system needs, in a steady order. Whoever calls it has asked whether the person may see systems. */
export function listNeeds(db: DbOrTx, systemId: string): Promise<SystemNeed[]> {
	return db
		.select({ kind: systemDependency.needsKind, id: systemDependency.needsId })
		.from(systemDependency)
		.where(eq(systemDependency.systemId, systemId))
		.orderBy(asc(systemDependency.needsKind), asc(systemDependency.needsId));
}
