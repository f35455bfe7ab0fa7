import type { Actor } from '#lib/people/actor.ts';
import { systemActor } from '#lib/people/actor.ts';
import { findActor } from '#lib/server/auth/actor-row.ts';
import { fixedClock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { grantRole } from '#lib/server/people/grant-role.ts';
import { addPerson } from '#lib/server/people/save-person.ts';
import { saveUnit } from '#lib/server/people/save-unit.ts';

/** Tuesday, 24 November 2026, ten o'clock in Estonia. */
export const clock = fixedClock('2026-11-24T08:00:00Z');

/** A small town: a mayor, two departments, a kindergarten with a group. */
export async function smallTown(db: Db) {
	const unit = async (code: string, parentId: string | null, kind: 'office' | 'group' = 'office') =>
		(await saveUnit(db, systemActor, { code, name: { et: code, ru: code }, kind, parentId }, clock))
			.id;
	const town = await unit('town', null);
	const finance = await unit('finance', town);
	const education = await unit('education', town);
	const kindergarten = await unit('kindergarten', education);
	const group = await unit('group', kindergarten, 'group');
	const person = async (name: string, unitId: string, managerId: string | null) =>
		(
			await addPerson(
				db,
				systemActor,
				{
					email: `${name.toLowerCase().replace(' ', '.')}@linn.example`,
					name,
					position: 'ametnik',
					phone: '',
					locale: 'et',
					startsOn: null,
					endsOn: null,
					unitId,
					placeId: null,
					managerId
				},
				clock
			)
		).id;
	const mayor = await person('Aadu Linnapuu', town, null);
	const head = await person('Tarmo Vesik', finance, mayor);
	const clerk = await person('Piret Lind', finance, head);
	const principal = await person('Kaie Ploom', kindergarten, mayor);
	const teacher = await person('Liis Kask', group, principal);
	await grantRole(db, systemActor, { personId: mayor, role: 'admin', unitId: null }, clock);
	return { town, finance, education, kindergarten, group, mayor, head, clerk, principal, teacher };
}

/** The person as an actor with everything that is true of them now. */
export async function actorFor(db: Db, personId: string): Promise<Actor> {
	const actor = await findActor(db, personId, clock.now());
	if (!actor) throw new Error(`no active person ${personId}`);
	return actor;
}
