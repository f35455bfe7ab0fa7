import type { Db } from '$lib/server/db/client.ts';
import { notFound } from '$lib/errors.ts';
import { registerOfImport } from '$lib/server/imports/get-import.ts';
import type { ImportSpec } from '$lib/server/imports/import-spec.ts';
import { licencesImport } from '$lib/server/software/imports/licences-import.ts';
import { productsImport } from '$lib/server/software/imports/products-import.ts';

/** The registers of the software room into which files are brought, and the field that names a row. */
export const SOFTWARE_IMPORTS: readonly { spec: ImportSpec; key: string }[] = [
	{ spec: productsImport, key: 'slug' },
	{ spec: licencesImport, key: 'product' }
];

/** The one that an import of the room belongs to. Throws NotFound. */
export async function importOf(db: Db, id: string) {
	const register = await registerOfImport(db, id);
	const found = SOFTWARE_IMPORTS.find(({ spec }) => spec.register === register);
	if (!found) throw notFound();
	return found;
}
