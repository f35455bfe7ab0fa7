import type { Db } from '$lib/server/db/client.ts';
import { notFound } from '$lib/errors.ts';
import { REGISTER_IMPORTS } from '$lib/server/access/imports/register-imports.ts';
import { registerOfImport } from '$lib/server/imports/get-import.ts';

/** The field that names a row of a file, by its register. */
const KEYS: Record<string, string> = { systems: 'slug', roles: 'slug', rights: 'person' };

/** The register that an import of the room belongs to. Throws NotFound. */
export async function importOf(db: Db, id: string) {
	const register = await registerOfImport(db, id);
	const spec = REGISTER_IMPORTS.find((one) => one.register === register);
	if (!spec) throw notFound();
	return { spec, key: KEYS[spec.register] ?? 'slug' };
}
