import { and, eq, ilike, like, or } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';

/** Accounts that are nobody's. */
const NOBODY = /^(root|admin(istrator)?|system|guest|user|localadmin|defaultuser\d*|-)$/i;

/**
 * Who of the people a device means by the name of its user: `LINN\mari.tamm`, `mari.tamm@linn.ee` or the whole name. A
 * login is the part of the mail address before the at sign. Null for nobody, and for several.
 */
export async function personOfLogin(
	db: DbOrTx,
	user: string
): Promise<{ id: string; name: string } | null> {
	const login = (user.split('\\').at(-1) ?? '').trim().toLowerCase();
	const local = login.split('@')[0] ?? '';
	if (!local || NOBODY.test(local)) return null;
	const found = await db
		.select({ id: person.id, name: person.name })
		.from(person)
		.where(
			and(
				eq(person.status, 'active'),
				or(like(person.email, `${asItIs(local)}@%`), ilike(person.name, asItIs(login)))
			)
		)
		.limit(2);
	return found.length === 1 ? (found[0] ?? null) : null;
}

const asItIs = (words: string) => words.replace(/[%_\\]/g, '\\$&');
