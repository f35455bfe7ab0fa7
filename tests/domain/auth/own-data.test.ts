import { afterAll, beforeAll, expect, test } from 'vitest';
import { findActor } from '#lib/server/auth/actor-row.ts';
import { openSession } from '#lib/server/auth/open-session.ts';
import { ABOUT_PERSON, HIDDEN_COLUMNS } from '#lib/server/auth/own-data-map.ts';
import { ownDataPage } from '#lib/server/auth/own-data-page.ts';
import { listPersonColumns, writeOwnData } from '#lib/server/auth/own-data.ts';
import { requestReset } from '#lib/server/auth/request-reset.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { movePerson } from '#lib/server/people/move-person.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { addSomeone, addUnit, browser } from './someone.ts';

let database: TestDatabase;
const clock = fixedClock('2026-11-24T08:00:00Z');

type OwnData = {
	person: Record<string, unknown>[];
	records: Record<string, Record<string, unknown>[]>;
	namedIn: Record<string, unknown[]>;
	auditLog: Record<string, Record<string, unknown>[]>;
};

async function read(personId: string): Promise<{ text: string; data: OwnData }> {
	const actor = await findActor(database.db, personId, clock.now());
	if (!actor) throw new Error('Nobody.');
	const pieces = await Array.fromAsync(writeOwnData(database.db, actor, clock.now()));
	const text = pieces.join('');
	return { text, data: JSON.parse(text) as OwnData };
}

beforeAll(async () => {
	database = await testDatabase();
});
afterAll(() => database.close());

test('a person gets what is stored about them, and nothing of a colleague', async () => {
	const jaan = await addSomeone(database.db);
	const mari = await addSomeone(database.db, { managerId: jaan.id, roles: [{ role: 'auditor' }] });
	const at = clock.now();
	const session = { shared: false, secondFactorAt: null, browser };
	await openSession(database.db, { ...session, personId: mari.id }, at);
	await openSession(database.db, { ...session, personId: jaan.id }, at);
	const { text, data } = await read(mari.id);
	expect(data.person).toMatchObject([{ id: mari.id, email: mari.email }]);
	expect(data.records['session.person_id']).toHaveLength(1);
	expect(data.records['role_grant.person_id']).toMatchObject([{ role: 'auditor' }]);
	expect(text).not.toContain(jaan.email);
	const other = await read(jaan.id);
	expect(other.data.namedIn['person.manager_id']).toEqual([mari.id]);
	expect(other.text).not.toContain(mari.email);
});

test('what was done to them says who did it by name alone', async () => {
	const jaan = await addSomeone(database.db, { roles: [{ role: 'admin' }] });
	const boss = await addSomeone(database.db);
	const mari = await addSomeone(database.db);
	const found = await findActor(database.db, jaan.id, clock.now());
	if (!found) throw new Error('Nobody.');
	const moved = { id: mari.id, unitId: await addUnit(database.db), placeId: null };
	const admin = { ...found, ip: '192.0.2.44' };
	await movePerson(database.db, admin, { ...moved, managerId: boss.id }, clock);
	await movePerson(database.db, admin, { ...moved, managerId: null }, clock);
	const { text, data } = await read(mari.id);
	expect(data.auditLog.about).toMatchObject([
		{ action: 'person.moved', actorName: found.name, after: { unitId: moved.unitId } },
		{ action: 'person.moved' }
	]);
	for (const others of ['192.0.2.44', jaan.id, boss.id]) expect(text).not.toContain(others);
});

test('no secret, no hash and no live link leaves with it', async () => {
	const mari = await addSomeone(database.db);
	await openSession(
		database.db,
		{ personId: mari.id, shared: false, secondFactorAt: null, browser },
		clock.now()
	);
	await requestReset(database.db, { email: mari.email, ip: browser.ip }, clock);
	const { text, data } = await read(mari.id);
	expect(data.records['outbox_message.person_id']).toHaveLength(1);
	expect(text).not.toMatch(/argon2|\/reset\/|[0-9a-f]{64}/);
	for (const column of HIDDEN_COLUMNS) expect(text).not.toContain(`"${column}":`);
});

test('every column that is said to be about a person exists', async () => {
	const known = (await listPersonColumns(database.db)).map(
		({ table, column }) => `${table}.${column}`
	);
	for (const column of ABOUT_PERSON) expect(known).toContain(column);
});

/** Ids that stand without a constraint: what they name, or why they are no person's. */
const NOT_TO_PEOPLE: Record<string, string> = {
	'audit_entry.actor_id': 'given as the log by the person',
	'completion.confirmed_by_id':
		'stands on the proof of another: what they did is in the log by them',
	'completion.person_id': 'given by itself: a proof outlives what it names',
	'completion.revoked_by_id': 'stands on the proof of another: what they did is in the log by them',
	'duty_recheck.person_id': 'a mark for a job that is gone within minutes'
};

test('every column of the database that names a person is given, or said here', async () => {
	const mari = await addSomeone(database.db);
	const { data } = await read(mari.id);
	const given = new Set([...Object.keys(data.records), ...Object.keys(data.namedIn)]);
	const named = await database.sql<{ name: string }[]>`
		select c.table_name || '.' || c.column_name as name from information_schema.columns c
		where c.table_schema = 'public' and c.data_type = 'uuid' and c.column_name
			~ '(person|by|actor|holder|owner|manager|author|approver|reviewer|assignee|deputy)_id$'`;
	const referring = await listPersonColumns(database.db);
	for (const { table, column } of referring) expect(given).toContain(`${table}.${column}`);
	const missing = named
		.map(({ name }) => name)
		.filter((name) => !given.has(name) && !(name in NOT_TO_PEOPLE));
	expect(missing).toEqual([]);
});

test('the page to read says the same and runs nothing that somebody wrote', async () => {
	const mari = await addSomeone(database.db);
	await database.sql`update person set position = '<script>x</script>' where id = ${mari.id}`;
	const actor = await findActor(database.db, mari.id, clock.now());
	if (!actor) throw new Error('Nobody.');
	const page = await ownDataPage(database.db, actor, clock.now(), 'et');
	expect(page).toContain(mari.email);
	expect(page).toContain('&lt;script&gt;');
	expect(page).not.toContain('<script');
});
