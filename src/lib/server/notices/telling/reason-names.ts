import { inArray, sql } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { AffectedKind } from '#lib/notices/notice-states.ts';
import type { ReaderReason } from '#lib/notices/notice-text.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { place, unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';

/** What a reason names, as the register calls it today. */
export type NamedThing = { kind: AffectedKind; targetId: string };

/** The name of a thing, by `kind` and id; people are not named here. */
export type ThingNames = (thing: {
	kind: AffectedKind | null;
	targetId: string | null;
}) => LocalizedText | string | undefined;

/** Reads the names of the things that these reasons are about, in one round trip. */
export async function namesOfReasons(
	db: DbOrTx,
	reasons: readonly Pick<ReaderReason, 'kind' | 'targetId'>[]
): Promise<ThingNames> {
	const ids = [...new Set(reasons.flatMap(({ targetId }) => targetId ?? []))];
	if (ids.length === 0) return () => undefined;
	const named = (name: unknown) => sql<LocalizedText | string>`${name}`;
	const rows = await db
		.select({ id: informationSystem.id, name: named(informationSystem.name) })
		.from(informationSystem)
		.where(inArray(informationSystem.id, ids))
		.unionAll(
			db
				.select({ id: systemRole.id, name: named(systemRole.name) })
				.from(systemRole)
				.where(inArray(systemRole.id, ids))
		)
		.unionAll(
			db
				.select({ id: softwareProduct.id, name: named(sql`to_jsonb(${softwareProduct.name})`) })
				.from(softwareProduct)
				.where(inArray(softwareProduct.id, ids))
		)
		.unionAll(
			db
				.select({
					id: item.id,
					name: named(sql`to_jsonb(${item.model} || ' ' || ${item.inventoryNumber})`)
				})
				.from(item)
				.where(inArray(item.id, ids))
		)
		.unionAll(
			db
				.select({ id: place.id, name: named(place.name) })
				.from(place)
				.where(inArray(place.id, ids))
		)
		.unionAll(
			db
				.select({ id: unit.id, name: named(unit.name) })
				.from(unit)
				.where(inArray(unit.id, ids))
		);
	const names = new Map(rows.map(({ id, name }) => [id, name]));
	return ({ targetId }) => (targetId === null ? undefined : names.get(targetId));
}
