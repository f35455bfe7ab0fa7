import type { ServiceViewer, VisibilityRule } from '#lib/catalogue/service-visibility.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { listUnitCodes } from '#lib/server/people/list-unit-codes.ts';

/** What visibility rules look at in a person. Codes of units are read only when a rule asks for them. */
export async function serviceViewer(
	db: DbOrTx,
	actor: Actor,
	rules: readonly VisibilityRule[]
): Promise<ServiceViewer> {
	const asksForUnits = rules.some((rule) => rule.who === 'units');
	const units = [actor.unitId, ...actor.unitAncestorIds];
	return {
		roles: actor.isSystem ? ['admin'] : actor.roles.map((held) => held.role),
		isManager: actor.isManager,
		isRepresentative: actor.representsUnitIds.length > 0,
		unitCodes: asksForUnits ? await listUnitCodes(db, units) : [],
		unitKinds: [actor.unitKind]
	};
}
