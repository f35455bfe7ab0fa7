import { invalid } from '#lib/errors.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { listAgentsFor } from '#lib/server/people/approvers.ts';

/** Work is given only to agents whose role reaches the unit. Throws Invalid at `field`. */
export async function mustBeAgentOf(
	db: DbOrTx,
	unitId: string,
	personId: string,
	field: string
): Promise<void> {
	const agents = await listAgentsFor(db, unitId);
	if (!agents.includes(personId)) throw invalid({ [field]: ['errors_not_agent'] });
}
