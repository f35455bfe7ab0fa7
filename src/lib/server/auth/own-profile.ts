import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { listPersonNames, listUnitNames } from '#lib/server/people/list-names.ts';
import { findPersonFacts, type PersonFacts } from '#lib/server/people/person-facts.ts';

/** What the register says of the person themselves, with the names of those it refers to. */
export type OwnProfile = {
	facts: PersonFacts;
	managerName: string | null;
	/** Names of those whose deputy the person is today. */
	deputyFor: string[];
	/** Units whose staff the person acts for. */
	represents: string[];
};

/** What the register says of the person themselves. Throws NotFound for somebody it does not know. */
export async function getOwnProfile(db: Db, actor: Actor): Promise<OwnProfile> {
	const people = [...actor.deputyFor, ...(actor.managerId ? [actor.managerId] : [])];
	const [facts, names, units] = await Promise.all([
		findPersonFacts(db, actor.personId),
		listPersonNames(db, people),
		listUnitNames(db, actor.representsUnitIds, actor.locale)
	]);
	if (!facts) throw notFound();
	return {
		facts,
		managerName: actor.managerId ? (names.get(actor.managerId) ?? null) : null,
		deputyFor: actor.deputyFor.flatMap((id) => names.get(id) ?? []),
		represents: [...units.values()].sort((a, b) => a.localeCompare(b, actor.locale))
	};
}
