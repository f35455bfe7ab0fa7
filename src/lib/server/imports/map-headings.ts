import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { foldWords } from '#lib/imports/cell-values.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import type { ImportField } from './import-spec.ts';
import { importMapping } from './tables.ts';

/** Headings of the same kind of file have the same hash, however they are spaced or capitalized. */
export const headingsHash = (headings: readonly string[]): string =>
	createHash('sha256')
		.update(JSON.stringify(headings.map((heading) => foldWords(heading))))
		.digest('hex');

/**
 * Which column is which field: as it was for the same headings the last time, else by the names under which other
 * programs keep it. Each field is proposed once.
 */
export async function proposeMapping(
	db: DbOrTx,
	register: string,
	headings: readonly string[],
	fields: readonly ImportField[]
): Promise<(string | null)[]> {
	const [remembered] = await db
		.select({ mapping: importMapping.mapping })
		.from(importMapping)
		.where(
			and(
				eq(importMapping.register, register),
				eq(importMapping.headingsHash, headingsHash(headings))
			)
		);
	const known = new Set(fields.map(({ key }) => key));
	if (remembered) return remembered.mapping.map((key) => (key && known.has(key) ? key : null));
	const fieldOf = new Map<string, string>();
	for (const { key, label, aliases } of fields) {
		for (const name of [key, label.et, label.ru, label.en ?? '', ...aliases]) {
			const folded = foldWords(name);
			if (folded !== '' && !fieldOf.has(folded)) fieldOf.set(folded, key);
		}
	}
	const taken = new Set<string>();
	return headings.map((heading) => {
		const key = fieldOf.get(foldWords(heading));
		if (!key || taken.has(key)) return null;
		taken.add(key);
		return key;
	});
}

/** Remembers how the columns of such a file are read. */
export async function rememberMapping(
	db: DbOrTx,
	register: string,
	headings: readonly string[],
	mapping: (string | null)[],
	at: Date
): Promise<void> {
	await db
		.insert(importMapping)
		.values({ register, headingsHash: headingsHash(headings), mapping, updatedAt: at })
		.onConflictDoUpdate({
			target: [importMapping.register, importMapping.headingsHash],
			set: { mapping, updatedAt: at }
		});
}
