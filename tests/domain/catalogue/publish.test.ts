import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { getServiceForAsking } from '#lib/server/catalogue/get-service-for-asking.ts';
import { getServiceVersion } from '#lib/server/catalogue/get-service-version.ts';
import { listServiceVersions } from '#lib/server/catalogue/list-service-versions.ts';
import { listServices } from '#lib/server/catalogue/list-services.ts';
import { publishAnswer } from '#lib/server/catalogue/publish-answer.ts';
import { getAnswer } from '#lib/server/catalogue/find-answers.ts';
import { publishService } from '#lib/server/catalogue/publish-service.ts';
import { restoreServiceVersion } from '#lib/server/catalogue/restore-service-version.ts';
import { setServiceActive } from '#lib/server/catalogue/set-service-active.ts';
import { fixedClock } from '#lib/server/clock.ts';
import type { Actor } from '#lib/people/actor.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, smallTown, townNow, withRole } from '#tests/support/town.ts';
import { sampleService, textOf } from './sample-fields.ts';

let database: TestDatabase;
let admin: Actor;
let employee: Actor;
let author: Actor;
const clock = fixedClock(townNow);

beforeAll(async () => {
	database = await testDatabase();
	const town = await smallTown(database.db);
	admin = actorOf(await town.addPerson('Ada Admin'), withRole('admin'));
	author = actorOf(await town.addPerson('Aira Autor'), withRole('author'));
	const kask = await town.addPerson('Liis Kask', { unitId: town.group.id });
	employee = actorOf(kask, { unitAncestorIds: town.group.ancestorIds });
});
afterAll(() => database.close());

const publish = (slug: string, changes: Record<string, unknown>, basedOn = 0, actor = admin) =>
	publishService(
		database.db,
		actor,
		{ slug, definition: sampleService(changes), note: 'why', basedOn },
		clock
	);

describe('publishing a service', () => {
	it('makes a version, recorded, and the same content makes none', async () => {
		const first = await publish('one', {});
		expect(first).toMatchObject({ version: 1, changed: true });
		expect(await publish('one', {}, 1)).toMatchObject({ version: 1, changed: false });
		const audit = await database.db
			.select()
			.from(auditEntry)
			.where(eq(auditEntry.recordId, first.id));
		expect(audit.map((entry) => entry.action)).toEqual(['service.published']);
	});

	it('leaves the version of a running request as it was', async () => {
		await publish('two', {});
		const before = await getServiceForAsking(database.db, employee, 'two');
		await publish('two', { title: textOf('Uus nimi') }, 1);
		const kept = await getServiceVersion(database.db, before.versionId);
		expect(kept.definition.title.et).toBe('Teenus');
		const now = await getServiceForAsking(database.db, employee, 'two');
		expect(now.definition.title.et).toBe('Uus nimi');
	});

	it('tells the second of two who was first, and overwrites nothing', async () => {
		await publish('three', {});
		await publish('three', { workingDays: 2 }, 1);
		await expect(publish('three', { workingDays: 3 }, 1)).rejects.toMatchObject({
			code: 'Conflict',
			messageKey: 'catalogue_error_saved_meanwhile',
			details: { person: 'Ada Admin' }
		});
		await expect(publish('three', { workingDays: 3 })).rejects.toMatchObject({
			messageKey: 'catalogue_error_slug_taken'
		});
	});

	it('lets one of two at the same moment through', async () => {
		await publish('race', {});
		const both = await Promise.allSettled([
			publish('race', { workingDays: 5 }, 1),
			publish('race', { workingDays: 6 }, 1)
		]);
		expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
	});

	it('says every problem at its place', async () => {
		await expect(publish('bad', { icon: 'skull', tasks: [] })).rejects.toMatchObject({
			code: 'Invalid',
			issues: { icon: [expect.any(String)], tasks: [expect.any(String)] }
		});
		await expect(publish('Bad Name', {})).rejects.toMatchObject({
			issues: { slug: expect.any(Array) }
		});
	});

	it('is for administrators only', async () => {
		for (const actor of [employee, author]) {
			await expect(publish('four', {}, 0, actor)).rejects.toMatchObject({ code: 'Forbidden' });
		}
	});

	it('brings an earlier version back as a new one', async () => {
		await publish('five', {});
		await publish('five', { workingDays: 7 }, 1);
		const { id } = await getServiceForAsking(database.db, admin, 'five');
		const versions = await listServiceVersions(database.db, admin, id);
		const first = versions.at(-1)?.id ?? '';
		await restoreServiceVersion(
			database.db,
			admin,
			{ slug: 'five', versionId: first, note: 'back', basedOn: 2 },
			clock
		);
		const now = await getServiceForAsking(database.db, admin, 'five');
		expect(now).toMatchObject({ version: 3, definition: { workingDays: 1 } });
		expect((await listServiceVersions(database.db, admin, id))[0]).toMatchObject({
			version: 3,
			note: 'back',
			createdBy: 'Ada Admin'
		});
	});
});

describe('who sees a service', () => {
	it('hidden and absent look the same', async () => {
		await publish('secret', { visibleTo: [{ who: 'managers' }] });
		for (const slug of ['secret', 'nothing']) {
			await expect(getServiceForAsking(database.db, employee, slug)).rejects.toMatchObject({
				code: 'NotFound'
			});
		}
		const seen = (await listServices(database.db, employee)).map((one) => one.slug);
		expect(seen).not.toContain('secret');
	});

	it('a unit counts those below it', async () => {
		await publish('kindergartens', { visibleTo: [{ who: 'units', units: ['kindergarten'] }] });
		const seen = (await listServices(database.db, employee)).map((one) => one.slug);
		expect(seen).toContain('kindergartens');
	});

	it('nobody finds a service that was taken out', async () => {
		await publish('out', {});
		await setServiceActive(database.db, admin, { slug: 'out', active: false }, clock);
		const seen = (await listServices(database.db, admin)).map((one) => one.slug);
		expect(seen).not.toContain('out');
	});
});

describe('publishing an answer', () => {
	const content = {
		title: textOf('Pealkiri'),
		body: textOf('# Sisu\n\n<script>alert(1)</script>tekst')
	};

	it('lets authors write, and lets nothing run', async () => {
		await publishAnswer(database.db, author, { slug: 'help', content, basedOn: null }, clock);
		const page = await getAnswer(database.db, 'help', 'et');
		expect(page.html).toContain('<h2>Sisu</h2>');
		expect(page.html).not.toContain('script');
	});

	it('refuses others and says what is missing', async () => {
		await expect(
			publishAnswer(database.db, employee, { slug: 'x1', content, basedOn: null }, clock)
		).rejects.toMatchObject({ code: 'Forbidden' });
		await expect(
			publishAnswer(
				database.db,
				author,
				{ slug: 'x2', content: { ...content, title: { et: '', ru: 'a' } }, basedOn: null },
				clock
			)
		).rejects.toMatchObject({ issues: { 'title.et': ['errors_required'] } });
	});
});
