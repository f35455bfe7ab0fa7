import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { addDays, isRenewalOpen, isValidOn } from '#lib/training/obligation-days.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { homePage } from '#lib/server/requests/queries/home-page.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { countsOn, renewalOpenOn } from '#lib/server/training/duty/standing-sql.ts';
import { trainingModule } from '#lib/server/training/modules/tables.ts';
import { showModule } from '#lib/server/training/reading/show-module.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, smallTown, type SmallTown } from '#tests/support/town.ts';
import { on, school, type School } from './school.ts';

let test: TestDatabase;
let town: SmallTown;
let learn: School;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	learn = school(test.db);
});
afterAll(() => test.close());

const today = '2026-11-24';

describe('the database says the same as the rules of the browser', () => {
	it('about what counts and what may be renewed, on every day around the edges', async () => {
		const ends = [-31, -1, 0, 1, 29, 30, 31, 400].map((days) => addDays(today, days));
		for (const end of [...ends, null]) {
			const column = sql`${end}::date`;
			const [row] = await test.db.execute<{ counts: boolean; renewable: boolean }>(sql`
				select ${countsOn(column, today)} as counts,
					coalesce(${renewalOpenOn(column, today)}, false) as renewable`);
			expect({ end, ...row }).toEqual({
				end,
				counts: isValidOn(end, today),
				renewable: isRenewalOpen(end, today)
			});
		}
	});
});

describe('the first page', () => {
	const start = on('2026-11-02');

	it('counts pages of the cycle that is open, as the page of the module does', async () => {
		const module = await learn.publish({ key: 'again', pages: ['one', 'two'] }, { at: start });
		const who = actorOf(await town.addPerson('Liis Lepp'));
		const give = (day: string) =>
			assignModule(
				test.db,
				systemActor,
				{ moduleId: module.id, personIds: [who.personId], again: true },
				fixedClock(on(day))
			);
		const readSoFar = async (day: string) => {
			const at = on(day);
			const home = await homePage(test.db, who, at);
			const asked = { slug: module.key, locale: 'et' as const };
			const page = await showModule(test.db, who, asked, fixedClock(at));
			return { home: home.training[0]?.read, page: page.shell.read };
		};
		await learn.read(who.personId, module, 'one', start);
		await give('2026-11-03');
		expect(await readSoFar('2026-11-03')).toEqual({ home: 1, page: 1 });
		await learn.read(who.personId, module, 'two', on('2026-11-04'));
		await give('2026-11-10');
		expect(await readSoFar('2026-11-10')).toEqual({ home: 0, page: 0 });
		await learn.read(who.personId, module, 'two', on('2026-11-11'));
		expect(await readSoFar('2026-11-11')).toEqual({ home: 1, page: 1 });
	});

	it('does not ask for a module that was taken out of use', async () => {
		const module = await learn.publish({ key: 'retired' }, { at: start });
		const who = actorOf(await town.addPerson('Mart Mänd'));
		const input = { moduleId: module.id, personIds: [who.personId] };
		await assignModule(test.db, systemActor, input, fixedClock(start));
		expect((await homePage(test.db, who, start)).training).toHaveLength(1);
		await test.db
			.update(trainingModule)
			.set({ active: false })
			.where(sql`id = ${module.id}`);
		expect((await homePage(test.db, who, start)).training).toEqual([]);
	});
});
