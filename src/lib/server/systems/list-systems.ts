import { eq, inArray, isNull, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { systemsShape } from '#lib/systems/list-shapes.ts';
import type { SystemKind } from '#lib/systems/system-kinds.ts';
import { person } from '#lib/server/people/tables.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { accessRight, informationSystem, systemRole } from './tables.ts';

export type SystemRow = {
	id: string;
	slug: string;
	name: LocalizedText;
	kind: SystemKind;
	ownerName: string | null;
	criticality: number;
	active: boolean;
	roles: number;
	/** People with a right in it now. */
	holders: number;
	cursor: string;
};

const bySlug = { expr: sql`${informationSystem.slug}`, type: 'text' } as const;
const anyName = sql`${informationSystem.name}::text || ' ' || ${informationSystem.slug}`;

/** The register of information systems. Rows are the same for everybody who may open it. */
export const systemsList: ListSpec<SystemRow> = {
	shape: systemsShape,
	scope: () => undefined,
	filters: {
		kind: (values) => inArray(sql`${informationSystem.kind}`, values),
		active: (values) => inArray(sql`${informationSystem.active}::text`, values),
		criticality: (values) => inArray(sql`${informationSystem.criticality}::text`, values)
	},
	search: (text) => contains(anyName, text),
	sorts: {
		name: { keys: [{ expr: sql`lower(${informationSystem.name}->>'et')`, type: 'text' }, bySlug] },
		criticality: {
			keys: [{ expr: sql`${informationSystem.criticality}`, type: 'integer' }, bySlug]
		}
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: informationSystem.id,
				slug: informationSystem.slug,
				name: informationSystem.name,
				kind: informationSystem.kind,
				ownerName: person.name,
				criticality: informationSystem.criticality,
				active: informationSystem.active,
				roles: roleCount(),
				holders: holderCount(),
				cursor
			})
			.from(informationSystem)
			.leftJoin(person, eq(person.id, informationSystem.ownerId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db.select({ id: informationSystem.id }).from(informationSystem);
		const [counted] = await db
			.select({ count: sql<number>`count(*)::int` })
			.from(some.where(where).limit(upTo).as('some'));
		return counted?.count ?? 0;
	}
};

const roleCount = () => sql<number>`(
	select count(*)::int from ${systemRole} where ${systemRole.systemId} = ${informationSystem.id})`;

const holderCount = () => sql<number>`(
	select count(distinct ${accessRight.personId})::int from ${accessRight}
	join ${systemRole} on ${systemRole.id} = ${accessRight.roleId}
	where ${systemRole.systemId} = ${informationSystem.id} and ${isNull(accessRight.endedAt)})`;

/** A page of the register of information systems. Desk and auditors. Throws Forbidden. */
export async function listSystems(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<SystemRow>> {
	if (!can(actor, 'systems.read')) throw forbidden();
	return listPage(db, systemsList, { actor, now: clock.now() }, state);
}

/** The whole filtered register of information systems, row by row, for a file. The same people and scope. Throws Forbidden. */
export function exportSystems(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<SystemRow> {
	if (!can(actor, 'systems.read')) throw forbidden();
	return listAll(db, systemsList, { actor, now: clock.now() }, state);
}
