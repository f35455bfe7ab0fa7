import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { informationSystem } from './tables.ts';

/** Every system by name, also those no longer in use, for filtering what was given in them. */
export function listSystemNames(db: DbOrTx): Promise<{ id: string; name: LocalizedText }[]> {
	return db
		.select({ id: informationSystem.id, name: informationSystem.name })
		.from(informationSystem);
}
