import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { assignByRules } from '#lib/server/training/duty/assign-by-rules.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { syncTraining } from '#lib/server/training/modules/sync-training.ts';
import { trainingModule } from '#lib/server/training/modules/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { smallTown, type SmallTown } from '#tests/support/town.ts';
import { sourceFile, trainingFolder } from '../modules/training-folder.ts';
import { on, school, type School } from './school.ts';

let test: TestDatabase;
let town: SmallTown;
let learn: School;
const disk = trainingFolder();

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	learn = school(test.db);
});
afterAll(async () => {
	await test.close();
	disk.close();
});
beforeEach(() => {
	disk.write({
		'keys/et.md': sourceFile('## Võti {#key}\n\nHoia alles.', { id: 'keys' }),
		'locks/et.md': sourceFile('## Lukk {#lock}\n\nKeera.', { id: 'locks', due: 'P14D' })
	});
});

const sync = (day: string) =>
	syncTraining(test.db, systemActor, { folder: disk.folder, clock: fixedClock(on(day)) });

it('hiding a module closes every duty to do it, and bringing it back opens them again', async () => {
	await sync('2026-11-02');
	const modules = await test.db.select().from(trainingModule);
	const locks = modules.find((one) => one.key === 'locks');
	if (!locks) throw new Error('no module');
	const [byHand, gone, done] = [
		await town.addPerson('By Hand'),
		await town.addPerson('Gone Meanwhile'),
		await town.addPerson('Done Before')
	];
	const start = fixedClock(on('2026-11-02'));
	const personIds = [byHand.id, gone.id, done.id];
	await assignModule(test.db, systemActor, { moduleId: locks.id, personIds }, start);
	await learn.read(
		done.id,
		{ key: 'locks', id: locks.id, editionId: locks.editionId ?? '', number: 1 },
		'lock',
		on('2026-11-03')
	);

	disk.remove('locks');
	expect((await sync('2026-11-06')).hidden).toEqual(['locks']);
	const own = (id: string) => learn.obligations(id);
	expect(await own(byHand.id)).toMatchObject([{ closedAs: 'module_hidden', cycle: 1 }]);
	expect(await own(gone.id)).toMatchObject([{ closedAs: 'module_hidden' }]);
	expect(await own(done.id)).toMatchObject([{ closedAs: 'completed' }]);
	await assignByRules(test.db, {}, on('2026-11-07'));
	expect(await own(byHand.id)).toMatchObject([{ closedAs: 'module_hidden' }]);

	await test.sql`update person set status = 'left' where id = ${gone.id}`;
	disk.write({
		'locks/et.md': sourceFile('## Lukk {#lock}\n\nKeera.', { id: 'locks', due: 'P14D' })
	});
	expect((await sync('2026-11-16')).shown).toEqual(['locks']);
	// Ten days away are not counted.
	expect(await own(byHand.id)).toMatchObject([
		{ closedAs: null, closedAt: null, cycle: 1, origin: 'hand', dueOn: '2026-11-26' }
	]);
	expect(await own(gone.id)).toMatchObject([{ closedAs: 'module_hidden' }]);
	expect(await own(done.id)).toMatchObject([{ closedAs: 'completed' }]);
});

it('a module that comes back with a new version takes up its duties too', async () => {
	await sync('2027-01-04');
	const modules = await test.db.select().from(trainingModule);
	const moduleId = modules.find((one) => one.key === 'keys')?.id ?? '';
	const who = await town.addPerson('Somebody Else');
	const clock = fixedClock(on('2027-01-04'));
	await assignModule(test.db, systemActor, { moduleId, personIds: [who.id] }, clock);
	disk.remove('keys');
	await sync('2027-01-05');
	const keys = sourceFile('## Võti {#key}\n\nHoia kindlas kohas.', {
		...{ id: 'keys', version: '1.0.1', change: 'patch' }
	});
	disk.write({ 'keys/et.md': keys });
	expect((await sync('2027-01-06')).published).toEqual(['keys']);
	expect(await learn.obligations(who.id)).toMatchObject([{ closedAs: null, cycle: 1 }]);
});
