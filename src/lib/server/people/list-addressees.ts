import { and, eq, inArray } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';

/** Where and in which language somebody is told. */
export type Addressee = {
	id: string;
	name: string;
	email: string;
	/** Without one nothing is sent to the address. */
	hasMailbox: boolean;
	locale: Locale;
};

/** The people among these ids who still work here. Somebody who has left is told nothing more. */
export function listAddressees(db: DbOrTx, ids: readonly string[]): Promise<Addressee[]> {
	return db
		.select({
			id: person.id,
			name: person.name,
			email: person.email,
			hasMailbox: person.hasMailbox,
			locale: person.locale
		})
		.from(person)
		.where(and(inArray(person.id, [...ids]), eq(person.status, 'active')));
}
