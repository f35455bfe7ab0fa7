import { sql } from 'drizzle-orm';
import { localize, locales, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import type { AffectedThing, NamedAffected } from '#lib/notices/affected.ts';
import { rightName } from '#lib/systems/right-name.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';

type Found = {
	position: number;
	name: LocalizedText | string | null;
	around: LocalizedText | string | null;
	inUse: boolean | null;
};

/**
 * Names of affected things in a language, in the order given; what no register knows is left out. One query for all
 * seven registers. Names are no secret within the organisation.
 */
export async function nameAffected(
	db: DbOrTx,
	things: readonly AffectedThing[],
	locale: Locale
): Promise<NamedAffected[]> {
	const rows = await findNames(db, things);
	return rows.map(({ thing, name, around, inUse }) => ({
		...thing,
		...namesOf(thing.kind, name, around, locale),
		gone: inUse !== true
	}));
}

/** What each of these things is called in all languages, by its id; what no register knows is left out. One query. */
export async function nameInAllLanguages(
	db: DbOrTx,
	things: readonly AffectedThing[]
): Promise<Map<string, LocalizedText>> {
	const rows = await findNames(db, things);
	return new Map(
		rows.map(({ thing, name, around }) => {
			const [et, ru, en] = locales.map((locale) => namesOf(thing.kind, name, around, locale).name);
			return [thing.targetId, { et: et ?? '', ru: ru ?? '', en: en ?? '' }];
		})
	);
}

async function findNames(db: DbOrTx, things: readonly AffectedThing[]) {
	if (things.length === 0) return [];
	const asked = JSON.stringify(
		things.map(({ kind, targetId }, position) => ({ kind, id: targetId, position }))
	);
	const rows = await db.execute<Found>(sql`
		select a.position,
			coalesce(sy.name, ro.name, to_jsonb(so.name), to_jsonb(it.model), pl.name, un.name, to_jsonb(pe.name)) as name,
			coalesce(rs.name, to_jsonb(so.vendor), to_jsonb(it.inventory_number), to_jsonb(pl.address),
				to_jsonb(pe.position)) as around,
			coalesce(sy.active, ro.active and rs.active, so.active, it.state <> 'written_off', pl.active, un.active,
				pe.status = 'active') as "inUse"
		from jsonb_to_recordset(${asked}::jsonb) as a(kind text, id uuid, position int)
		left join ${informationSystem} sy on a.kind = 'system' and sy.id = a.id
		left join ${systemRole} ro on a.kind = 'role' and ro.id = a.id
		left join ${informationSystem} rs on rs.id = ro.system_id
		left join ${softwareProduct} so on a.kind = 'software' and so.id = a.id
		left join ${item} it on a.kind = 'item' and it.id = a.id
		left join ${place} pl on a.kind = 'place' and pl.id = a.id
		left join ${unit} un on a.kind = 'unit' and un.id = a.id
		left join ${person} pe on a.kind = 'person' and pe.id = a.id
		order by a.position`);
	return [...rows].flatMap(({ position, name, around, inUse }) => {
		const thing = things[position];
		if (!thing || name === null) return [];
		return [{ thing, name, around, inUse }];
	});
}

/** The name of a thing and what stands beside it. A role is named with its system. */
export function namesOf(
	kind: AffectedThing['kind'],
	name: LocalizedText | string,
	around: LocalizedText | string | null,
	locale: Locale
): { name: string; detail: string } {
	const say = (text: LocalizedText | string | null) =>
		text === null ? '' : typeof text === 'string' ? text : localize(text, locale);
	if (kind === 'role' && typeof name === 'object' && around && typeof around === 'object')
		return { name: rightName(around, name, locale), detail: '' };
	if (kind === 'item') return { name: `${say(name)} (${say(around)})`, detail: '' };
	return { name: say(name), detail: say(around) };
}
