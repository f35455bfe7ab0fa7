import type { Actor } from '#lib/people/actor.ts';
import type { FieldIssues } from '#lib/errors.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { findTypedPerson } from './search-people.ts';

/**
 * Fills the person fields of a form that was sent without JavaScript: where nobody was chosen but a name was typed
 * (`{field}_text`), the one active person whom it fits is chosen. Changes the form; returns `people_pick_one` at
 * each field whose words fit nobody or several.
 */
export async function resolveTypedPeople(
	db: DbOrTx,
	actor: Actor,
	form: FormData,
	fields: string[]
): Promise<FieldIssues> {
	const issues: FieldIssues = {};
	for (const field of fields) {
		const typed = form.get(`${field}_text`);
		if (form.get(field) || typeof typed !== 'string' || typed.trim() === '') continue;
		const found = await findTypedPerson(db, actor, typed);
		if (found) form.set(field, found.id);
		else issues[field] = ['people_pick_one'];
	}
	return issues;
}
