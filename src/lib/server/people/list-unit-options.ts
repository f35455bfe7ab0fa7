import { eq } from 'drizzle-orm';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { unit } from './tables.ts';

/** Active units for a filter, by name; deeper ones are indented by their depth in the tree. */
export function listUnitOptions(
	db: DbOrTx,
	locale: Locale
): Promise<{ value: string; label: string }[]> {
	return kept(db, `units ${locale}`, () => readUnitOptions(db, locale));
}

async function readUnitOptions(
	db: DbOrTx,
	locale: Locale
): Promise<{ value: string; label: string }[]> {
	const rows = await db
		.select({ id: unit.id, name: unit.name, parentId: unit.parentId, above: unit.ancestorIds })
		.from(unit)
		.where(eq(unit.active, true));
	const named = rows.map((row) => ({ ...row, label: localize(row.name, locale) }));
	const children = Map.groupBy(named, (row) => row.parentId ?? '');
	const under = (parent: string): { value: string; label: string }[] =>
		(children.get(parent) ?? [])
			.sort((a, b) => a.label.localeCompare(b.label, locale))
			.flatMap((row) => [
				{ value: row.id, label: `${'\u2003'.repeat(row.above.length - 1)}${row.label}` },
				...under(row.id)
			]);
	return under('');
}
