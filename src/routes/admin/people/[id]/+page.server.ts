import * as v from 'valibot';
import { formatDayNumeric } from '$lib/format/dates.ts';
import { isoDay } from '$lib/format/moments.ts';
import { localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import {
	deputySchema,
	leaveSchema,
	moveSchema,
	personSchema,
	roleSchema
} from '$lib/people/person-schemas.ts';
import { letGo } from '$lib/server/access/leaving/let-go.ts';
import { findAccount } from '$lib/server/auth/accounts.ts';
import { invite } from '$lib/server/auth/invite.ts';
import { editsUnits } from '$lib/server/people/edit-scope.ts';
import { endDeputy } from '$lib/server/people/end-deputy.ts';
import { getPerson } from '$lib/server/people/get-person.ts';
import { grantRole, revokeRole } from '$lib/server/people/grant-role.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { bringBack } from '$lib/server/people/mark-left.ts';
import { movePerson } from '$lib/server/people/move-person.ts';
import { mayNameDeputyOf, nameDeputy } from '$lib/server/people/name-deputy.ts';
import { savePerson } from '$lib/server/people/save-person.ts';
import { listUnitOptions } from '$lib/server/people/unit-tree.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { personForm } from '../person-form.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const today = isoDay(clock.now());
	const person = await getPerson(db, actor, event.params.id, today);
	const mayEdit = can(actor, 'people.edit') && editsUnits(actor, [person.unitId]);
	const [account, units, places] = await Promise.all([
		mayEdit ? findAccount(db, person.id) : undefined,
		listUnitOptions(db, locale),
		listPlaceOptions(db, locale)
	]);
	return {
		person: {
			...person,
			unitName: localize(person.unitName, locale),
			placeName: person.placeName && localize(person.placeName, locale),
			represents: person.represents.map((one) => localize(one.unitName, locale)),
			roles: person.roles.map((one) => ({
				...one,
				unitName: one.unitName && localize(one.unitName, locale),
				mayRevoke: mayEdit && editsUnits(actor, [one.unitId])
			}))
		},
		fields: fieldsOf(person),
		today,
		units,
		places,
		mayEdit,
		mayNameDeputy: mayNameDeputyOf(actor, { ...person, personId: person.id }),
		mayInvite: account?.isActive === true && account.passwordHash === null,
		mayAudit: can(actor, 'audit.read'),
		done: event.url.searchParams.get('done')
	};
});

type Person = Awaited<ReturnType<typeof getPerson>>;

/** The person as the fields of the two forms hold them. */
function fieldsOf(person: Person): Record<string, string> {
	const { name, email, position, phone, locale, seen } = person;
	const day = (text: string | null) => (text ? formatDayNumeric(text) : '');
	return {
		...{ name, email, position, phone, locale, seen },
		hasMailbox: person.hasMailbox ? '' : 'no',
		startsOn: day(person.startsOn),
		endsOn: day(person.endsOn),
		unitId: person.unitId,
		placeId: person.placeId ?? '',
		managerId: person.managerId ?? '',
		managerId_text: person.managerName ?? ''
	};
}

const row = v.object({ id: v.pipe(v.string(), v.uuid()) });
const nothing = v.object({});
const givenRole = v.omit(roleSchema, ['personId']);

export const actions: Actions = {
	save: personForm('saved', personSchema, [], (db, actor, id, input, clock) =>
		savePerson(db, actor, { ...input, id }, clock)
	),
	move: personForm('moved', moveSchema, ['managerId'], (db, actor, id, input, clock) =>
		movePerson(db, actor, { ...input, id }, clock)
	),
	leave: personForm('left', leaveSchema, ['successorId'], (db, actor, id, input, clock) =>
		letGo(db, actor, { ...input, id }, clock)
	),
	return: personForm('returned', nothing, [], (db, actor, id, _input, clock) =>
		bringBack(db, actor, { id }, clock)
	),
	invite: personForm('invited', nothing, [], (db, actor, personId, _input, clock) =>
		invite(db, actor, { personId }, clock)
	),
	deputy: personForm('deputy', deputySchema, ['deputyId'], (db, actor, personId, input, clock) =>
		nameDeputy(db, actor, { ...input, personId }, clock)
	),
	endDeputy: personForm('deputy_ended', row, [], (db, actor, _person, input, clock) =>
		endDeputy(db, actor, input, clock)
	),
	role: personForm('role', givenRole, [], (db, actor, personId, input, clock) =>
		grantRole(db, actor, { ...input, personId }, clock)
	),
	revoke: personForm('role_taken', row, [], (db, actor, _person, input, clock) =>
		revokeRole(db, actor, input, clock)
	)
};
