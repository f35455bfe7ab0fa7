import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { DEFAULT_SETTINGS } from '#lib/server/settings/setting-shapes.ts';
import {
	forgetSettings,
	getPublicSettings,
	getSetting,
	getSettingMoments,
	getWorkingHours,
	saveSetting
} from '#lib/server/settings/settings.ts';
import { setting } from '#lib/server/settings/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, townNow, withRole } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const someone = {
	id: '0199f0f0-0000-7000-8000-000000000001',
	name: 'Mari',
	unitId: '0199f0f0-0000-7000-8000-000000000002',
	managerId: null
};
const admin = actorOf(someone, withRole('admin'));

let database: TestDatabase;

beforeAll(async () => {
	database = await testDatabase();
});
beforeEach(async () => {
	await database.db.delete(setting);
	forgetSettings(database.db);
});
afterAll(() => database.close());

describe('settings', () => {
	test('have defaults until somebody sets them', async () => {
		expect(await getSetting(database.db, 'confirmDays')).toBe(10);
		expect(await getWorkingHours(database.db, 'kindergarten')).toBe('Mo-Fr 07:00-18:00');
		expect(await getWorkingHours(database.db, 'nothing we know')).toBe('Mo-Fr 08:00-17:00');
	});

	test('are saved by an administrator and recorded with what they were', async () => {
		await saveSetting(database.db, admin, 'itPhone', '640 4400', { clock });
		expect((await getPublicSettings(database.db)).itPhone).toBe('640 4400');
		expect(await database.db.select().from(auditEntry)).toMatchObject([
			{
				actorName: 'Mari',
				action: 'setting.saved',
				recordId: 'itPhone',
				before: { value: '' },
				after: { value: '640 4400' }
			}
		]);
	});

	test('saved as they were leave no trace', async () => {
		const before = await database.db.$count(auditEntry);
		await saveSetting(database.db, admin, 'confirmDays', DEFAULT_SETTINGS.confirmDays, { clock });
		expect(await database.db.$count(auditEntry)).toBe(before);
	});

	test.each(['agent', 'author', 'auditor'] as const)('cannot be saved by an %s', async (role) => {
		const actor = actorOf(someone, withRole(role));
		await expect(saveSetting(database.db, actor, 'itPhone', '1234')).rejects.toMatchObject({
			code: 'Forbidden'
		});
	});

	test.each([
		['confirmDays', 0, { confirmDays: ['errors_invalid'] }],
		['itMail', 'no address', { itMail: ['admin_mail_unreadable'] }],
		['itPhone', 'call me', { itPhone: ['admin_phone_unreadable'] }],
		['organisationName', { et: '', ru: 'Город' }, { 'organisationName.et': ['errors_required'] }],
		[
			'workingHours',
			{ office: 'Mo-Fr 17:00-08:00', kindergarten: 'Mo-Fr 07:00-18:00' },
			{ 'workingHours.office': ['admin_hours_unreadable'] }
		]
	] as const)('refuse what they cannot be: %s', async (key, value, issues) => {
		await expect(saveSetting(database.db, admin, key, value as never)).rejects.toMatchObject({
			code: 'Invalid',
			issues
		});
	});

	test('are not overwritten by a form that was opened before a colleague saved', async () => {
		const opened = (await getSettingMoments(database.db)).itPhone ?? null;
		await saveSetting(database.db, admin, 'itPhone', '111', { clock, seen: { itPhone: opened } });
		await expect(
			saveSetting(database.db, admin, 'itPhone', '222', { clock, seen: { itPhone: opened } })
		).rejects.toMatchObject({ code: 'Conflict' });
		expect(await getSetting(database.db, 'itPhone')).toBe('111');
	});

	test('a value that no longer fits its shape counts as not set', async () => {
		await database.db
			.insert(setting)
			.values({ key: 'confirmDays', value: { value: 'ten' }, updatedAt: townNow });
		expect(await getSetting(database.db, 'confirmDays')).toBe(10);
	});

	test('inside a transaction are what it wrote itself', async () => {
		await database.db.transaction(async (tx) => {
			await tx
				.insert(setting)
				.values({ key: 'confirmDays', value: { value: 3 }, updatedAt: townNow });
			expect(await getSetting(tx, 'confirmDays')).toBe(3);
			expect(await getSetting(database.db, 'confirmDays')).toBe(10);
		});
	});
});
