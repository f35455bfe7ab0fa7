import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#lib/server/db/new-id.ts';
import { team } from '#lib/server/requests/tables.ts';
import { listTeams, saveTeam } from '#lib/server/requests/teams.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, withRole } from '#tests/support/town.ts';

const someone = { id: newId(), name: 'Admin', unitId: newId(), managerId: null };
const admin = actorOf(someone, withRole('admin'));
const name = { et: 'Serverid', ru: 'Серверы', en: '' };

let database: TestDatabase;

beforeAll(async () => {
	database = await testDatabase();
	await database.db.delete(team);
});
afterAll(() => database.close());

const add = (slug: string) =>
	saveTeam(database.db, admin, { slug, name, active: true, isNew: true });

test('an administrator adds, renames and closes teams, but not the last open one', async () => {
	await add('servers');
	await add('helpdesk');
	await saveTeam(database.db, admin, { slug: 'servers', name, active: false, isNew: false });
	expect((await listTeams(database.db)).map((one) => [one.slug, one.active])).toEqual([
		['helpdesk', true],
		['servers', false]
	]);
	await expect(
		saveTeam(database.db, admin, { slug: 'helpdesk', name, active: false, isNew: false })
	).rejects.toMatchObject({ code: 'Conflict', messageKey: 'admin_team_last' });
});

test('a key is given once, and everything that is wrong is said at once', async () => {
	await add('network');
	await expect(add('network')).rejects.toMatchObject({ issues: { slug: ['admin_team_taken'] } });
	const wrong = { slug: 'Põrand', name: { et: '', ru: ' ' }, active: true, isNew: true };
	await expect(saveTeam(database.db, admin, wrong)).rejects.toMatchObject({
		issues: {
			slug: ['admin_team_slug'],
			'name.et': ['errors_required'],
			'name.ru': ['errors_required']
		}
	});
});

test('two administrators cannot each close one of the last two', async () => {
	await database.db.delete(team);
	await add('one');
	await add('two');
	const close = (slug: string) =>
		saveTeam(database.db, admin, { slug, name, active: false, isNew: false });
	const results = await Promise.allSettled([close('one'), close('two')]);
	expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('an agent may not', async () => {
	const agent = actorOf(someone, withRole('agent'));
	const input = { slug: 'x', name, active: true, isNew: true };
	await expect(saveTeam(database.db, agent, input)).rejects.toMatchObject({ code: 'Forbidden' });
});
