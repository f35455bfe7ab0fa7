import { credential } from '#lib/server/auth/tables.ts';
import {
	deputy,
	person,
	place,
	representative,
	roleGrant,
	unit
} from '#lib/server/people/tables.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Sql } from 'postgres';
import type { Random } from '../sample/random.ts';
import { rowBuffer } from './copy-rows.ts';
import type { LoadedPerson } from './model.ts';
import type { Organisation } from './organisation.ts';
import type { IdMaker } from './seeded-ids.ts';

const DAY = 86_400_000;

type Writing = { now: Date; begin: Date; random: Random; makeId: IdMaker; passwordHash?: string };

/** Writes places, units, people, their posts and, with a hash, everybody's password. References are set aside. */
export async function writeOrganisation(
	sql: Sql,
	organisation: Organisation,
	writing: Writing
): Promise<void> {
	const { begin } = writing;
	const places = rowBuffer(place);
	const units = rowBuffer(unit);
	const people = rowBuffer(person);
	const headAt = new Map(organisation.units.map((one) => [one.placeId, one.people[0]?.id ?? null]));
	for (const row of organisation.places) places.add({ ...row, headId: headAt.get(row.id) ?? null });
	for (const one of organisation.units) {
		const { id, code, name, kind, ancestorIds, placeId } = one;
		const headId = one.people[0]?.id ?? null;
		const parentId = one.parent?.id ?? null;
		const budgetOwnerId = kind === 'department' ? headId : null;
		units.add({
			id,
			code,
			name,
			kind,
			parentId,
			ancestorIds,
			headId,
			budgetOwnerId,
			placeId,
			active: true
		});
	}
	for (const one of organisation.people) {
		const { id, email, name, position, phone, locale } = one;
		people.add({
			...{ id, email, name, position, phone, locale },
			unitId: one.unit.id,
			placeId: one.unit.placeId,
			managerId: one.manager?.id ?? null,
			status: 'active',
			startsOn: isoDay(begin),
			endsOn: null,
			...{ leftAt: null, pseudonymisedAt: null },
			theme: 'system',
			textSize: 'normal',
			hasMailbox: true,
			singleKeys: true,
			createdAt: begin,
			updatedAt: begin
		});
	}
	for (const rows of [places, units, people]) await rows.flush(sql);
	await writePosts(sql, organisation, writing);
	if (writing.passwordHash)
		await writePasswords(sql, organisation.people, writing.passwordHash, begin);
}

async function writePosts(sql: Sql, organisation: Organisation, writing: Writing) {
	const { begin: createdAt, now, random, makeId } = writing;
	const roles = rowBuffer(roleGrant);
	const representatives = rowBuffer(representative);
	const deputies = rowBuffer(deputy);
	const grant = (who: LoadedPerson | undefined, role: 'agent' | 'author' | 'auditor' | 'admin') => {
		if (who) roles.add({ id: makeId(createdAt), personId: who.id, role, unitId: null, createdAt });
	};
	for (const agent of organisation.agents) grant(agent, 'agent');
	for (const role of ['admin', 'author', 'auditor'] as const) {
		grant(organisation.signIns.get(role), role);
	}
	for (const { isKindergarten, people, id: unitId } of organisation.units) {
		const who = isKindergarten ? people[1] : undefined;
		if (who) representatives.add({ id: makeId(createdAt), personId: who.id, unitId, createdAt });
	}
	for (const { people } of organisation.units) {
		const [head, second] = people;
		if (!head || !second || !random.chance(15)) continue;
		deputies.add({
			id: makeId(createdAt),
			personId: head.id,
			deputyId: second.id,
			from: isoDay(new Date(now.getTime() - random.between(0, 6) * DAY)),
			until: isoDay(new Date(now.getTime() + random.between(1, 9) * DAY)),
			createdAt
		});
	}
	for (const rows of [roles, representatives, deputies]) await rows.flush(sql);
}

async function writePasswords(
	sql: Sql,
	people: readonly LoadedPerson[],
	passwordHash: string,
	passwordSetAt: Date
) {
	const rows = rowBuffer(credential);
	const noTotp = { totpSecret: null, totpConfirmedAt: null, totpLastStep: null };
	for (const { id: personId } of people)
		rows.add({ personId, passwordHash, passwordSetAt, ...noTotp });
	await rows.flush(sql);
}
