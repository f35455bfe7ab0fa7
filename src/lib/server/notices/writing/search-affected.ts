import { sql, type SQL } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import type { AffectedKind } from '#lib/notices/notice-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { itemSearch } from '#lib/server/equipment/item-search.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { personWords } from '#lib/server/people/name-words.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { namesOf } from './affected-names.ts';

/** Something that a notice can touch, as its author finds it. */
export type FoundThing = { kind: AffectedKind; targetId: string; name: string; detail: string };

type Row = {
	kind: AffectedKind;
	id: string;
	name: LocalizedText | string;
	around: LocalizedText | string | null;
};

/** How many of each register are offered: whoever sees more types another letter. */
const MOST_OF_EACH = 6;

/**
 * What all seven registers have in use under these words, in any language: systems first, people last. One query. The desk
 * and authors. Throws Forbidden.
 */
export async function searchAffected(
	db: DbOrTx,
	actor: Actor,
	text: string,
	locale: Locale
): Promise<FoundThing[]> {
	if (!can(actor, 'notices.edit')) throw forbidden();
	const words = text.trim();
	if (words === '') return [];
	const named = (column: SQL) =>
		sql`(${column}->>'et' || ' ' || (${column}->>'ru') || ' ' || coalesce(${column}->>'en', ''))`;
	const of = (kind: AffectedKind, at: number, from: SQL, name: SQL, around: SQL, where: SQL) => sql`
		(select ${kind}::text as kind, ${at}::int as place, x.id, ${name} as name, ${around} as around
		from ${from} where ${where} order by ${name} limit ${MOST_OF_EACH})`;
	const none = sql`null::jsonb`;
	const parts = [
		of(
			'system',
			0,
			sql`${informationSystem} x`,
			sql`x.name`,
			none,
			sql`x.active and ${contains(named(sql`x.name`), words)}`
		),
		of(
			'software',
			1,
			sql`${softwareProduct} x`,
			sql`to_jsonb(x.name)`,
			sql`to_jsonb(x.vendor)`,
			sql`x.active and ${contains(sql`x.name`, words)}`
		),
		of(
			'place',
			2,
			sql`${place} x`,
			sql`x.name`,
			sql`to_jsonb(x.address)`,
			sql`x.active and ${contains(sql`${named(sql`x.name`)} || ' ' || x.address`, words)}`
		),
		of(
			'unit',
			3,
			sql`${unit} x`,
			sql`x.name`,
			none,
			sql`x.active and ${contains(named(sql`x.name`), words)}`
		),
		of(
			'role',
			4,
			sql`${systemRole} x join ${informationSystem} s on s.id = x.system_id`,
			sql`x.name`,
			sql`s.name`,
			sql`x.active and s.active and ${contains(sql`${named(sql`s.name`)} || ' ' || ${named(sql`x.name`)}`, words)}`
		)
	];
	const items = itemSearch(words);
	const people = personWords(words);
	const [things, devices, persons] = await Promise.all([
		db.execute<Row>(sql`select kind, id, name, around from (${sql.join(parts, sql` union all `)}) f
			order by place, name`),
		items === undefined
			? []
			: db
					.select({ id: item.id, name: item.model, around: item.inventoryNumber })
					.from(item)
					.where(sql`${items} and ${item.state} <> 'written_off' and ${item.withdrawnAt} is null`)
					.orderBy(item.inventoryNumber)
					.limit(MOST_OF_EACH),
		people === undefined
			? []
			: db
					.select({ id: person.id, name: person.name, around: person.position })
					.from(person)
					.where(sql`${people} and ${person.status} = 'active'`)
					.orderBy(person.name)
					.limit(MOST_OF_EACH)
	]);
	const found: Row[] = [
		...things,
		...devices.map((row) => ({ kind: 'item' as const, ...row })),
		...persons.map((row) => ({ kind: 'person' as const, ...row }))
	];
	return found.map(({ kind, id, name, around }) => ({
		kind,
		targetId: id,
		...namesOf(kind, name, around, locale)
	}));
}
