import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dutyReasonWords } from '#lib/training/duty-reason.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { systemActor } from '#lib/people/actor.ts';
import { isoDay } from '#lib/format/moments.ts';
import { assignByRules } from '#lib/server/training/duty/assign-by-rules.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { dutyReasons } from '#lib/server/training/duty/duty-reasons.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, smallTown, withRole, type SmallTown } from '#tests/support/town.ts';
import { on, school, type School } from './school.ts';

let test: TestDatabase;
let town: SmallTown;
let learn: School;
let count = 0;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	learn = school(test.db);
});
afterAll(() => test.close());

const start = on('2026-11-02');
const clock = fixedClock(start);
const audience = (words: string[], more: object = {}) =>
	learn.publish({ key: `because-${++count}`, facts: { audience: words, ...more } }, { at: start });
const whyOf = async (personId: string, module: { id: string }, at = start) => {
	const reason = (await dutyReasons(test.db, personId, isoDay(at))).get(module.id);
	return reason && [dutyReasonWords(reason, 'et'), dutyReasonWords(reason, 'ru')];
};

describe('why somebody has to do a module is said', () => {
	it('by the rule: everybody, a unit, something they use, and what it is needed before', async () => {
		const product = await saveProduct(
			test.db,
			systemActor,
			{ slug: 'amphora', name: 'Amphora', description: { et: '', ru: '' }, policy: 'allowed' },
			clock
		);
		const who = await town.addPerson('Mari Maasikas', { unitId: town.group.id });
		await takeSeat(test.db, systemActor, { productId: product.id, personId: who.id }, clock);
		const first = await audience([]);
		const all = await audience(['everyone']);
		const ofUnit = await audience(['unit:group']);
		const held = await audience(['holders'], { software: ['amphora'], prerequisites: [first.key] });
		const ids = [first, all, ofUnit, held].map((one) => one.id);
		await assignByRules(test.db, { moduleIds: ids, personIds: [who.id] }, start);
		expect(await whyOf(who.id, all)).toEqual([
			'kohustuslik kõigile töötajatele',
			'обязательно для всех сотрудников'
		]);
		expect((await whyOf(who.id, ofUnit))?.[0]).toMatch(/^sest töötad üksuses „.+“$/);
		expect(await whyOf(who.id, held)).toEqual([
			'sest kasutad programmi „Amphora“',
			'потому что вы пользуетесь программой «Amphora»'
		]);
		expect((await whyOf(who.id, first))?.[0]).toBe(
			`sest kasutad programmi „Amphora“, vaja enne moodulit „${held.key}“`
		);
	});

	it('by who gave it, by the request, and that it is to be renewed', async () => {
		const giver = actorOf(await town.addPerson('Anne Pärn'), withRole('author'));
		const who = await town.addPerson('Jaan Tamm');
		const [byHand, byRequest] = [await audience([]), await audience([])];
		await assignModule(test.db, giver, { moduleId: byHand.id, personIds: [who.id] }, clock);
		await assignModule(
			test.db,
			systemActor,
			{ moduleId: byRequest.id, personIds: [who.id], requestNumber: 123 },
			clock
		);
		expect(await whyOf(who.id, byHand)).toEqual(['määras Anne Pärn', 'назначение: Anne Pärn']);
		expect(await whyOf(who.id, byRequest)).toEqual(['taotlus IT-123', 'заявка IT-123']);
		await learn.finish(who.id, byHand, start);
		expect(await whyOf(who.id, byHand)).toBeUndefined();
		const later = on('2027-10-20');
		await assignByRules(test.db, { moduleIds: [byHand.id] }, later);
		expect((await whyOf(who.id, byHand, later))?.[0]).toBe('aeg uuendada');
	});
});
