import type { Actor, ActorRole } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';

/** When the people of the small town act, unless a test says otherwise. */
export const townNow = new Date('2026-11-24T10:00:00Z');

export type TownPerson = { id: string; name: string; unitId: string; managerId: string | null };

/** A small town: an office and a kindergarten below one town, a place each, and a maker of people. */
export async function smallTown(db: Db) {
	const town = await addUnit(db, 'town', 'organisation', []);
	const office = await addUnit(db, 'office', 'department', [town.id]);
	const kindergarten = await addUnit(db, 'kindergarten', 'kindergarten', [town.id]);
	const group = await addUnit(db, 'group', 'group', kindergarten.ancestorIds);
	const hall = await addPlace(db, 'hall');
	const stock = await addPlace(db, 'stock');
	const addPerson = async (
		name: string,
		options: { unitId?: string; managerId?: string | null; status?: 'active' | 'left' } = {}
	): Promise<TownPerson & { email: string }> => {
		const row = {
			id: newId(),
			email: `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}-${newId()}@linn.example`,
			name,
			unitId: options.unitId ?? office.id,
			placeId: hall,
			managerId: options.managerId ?? null,
			status: options.status ?? ('active' as const),
			createdAt: townNow,
			updatedAt: townNow
		};
		await db.insert(person).values(row);
		return row;
	};
	return { town, office, kindergarten, group, hall, stock, addPerson };
}

export type SmallTown = Awaited<ReturnType<typeof smallTown>>;

/** Somebody as the session would bring them, with the roles and duties a test needs. */
export function actorOf(who: TownPerson, more: Partial<Actor> = {}): Actor {
	return {
		personId: who.id,
		name: who.name,
		email: '',
		locale: 'et',
		theme: 'system',
		textSize: 'normal',
		singleKeys: true,
		position: '',
		phone: '',
		unitId: who.unitId,
		unitAncestorIds: [who.unitId],
		unitKind: 'department',
		placeId: null,
		managerId: who.managerId,
		roles: [],
		isManager: false,
		representsUnitIds: [],
		deputyFor: [],
		...more
	};
}

/** A role everywhere, or in these units only. */
export const withRole = (role: ActorRole['role'], unitIds: string[] | null = null) => ({
	roles: [{ role, unitIds }]
});

async function addUnit(db: Db, code: string, kind: string, above: string[]) {
	const id = newId();
	const ancestorIds = [...above, id];
	await db.insert(unit).values({
		id,
		code,
		kind,
		name: { et: code, ru: code },
		parentId: above.at(-1) ?? null,
		ancestorIds
	});
	return { id, ancestorIds };
}

async function addPlace(db: Db, code: string): Promise<string> {
	const id = newId();
	await db.insert(place).values({ id, code, name: { et: code, ru: code } });
	return id;
}
