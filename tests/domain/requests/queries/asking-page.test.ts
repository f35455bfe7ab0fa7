import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '#lib/server/clock.ts';
import { saveDraft } from '#lib/server/requests/drafts.ts';
import { getAskingPage } from '#lib/server/requests/queries/asking-page.ts';
import { readAskingForm } from '#lib/server/requests/read-asking-form.ts';
import type { Actor } from '#lib/people/actor.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import {
	actorOf,
	smallTown,
	townNow,
	withRole,
	type SmallTown,
	type TownPerson
} from '#tests/support/town.ts';
import { requestDesk } from './filed-request.ts';

let open: TestDatabase;
let town: SmallTown;
let liis: TownPerson;
let katrin: TownPerson;
const clock = fixedClock(townNow);

const page = (actor: Actor, address: { item?: string; for?: string } = {}) =>
	getAskingPage(open.db, actor, 'system-access', address, clock);

beforeAll(async () => {
	open = await testDatabase();
	town = await smallTown(open.db);
	katrin = await town.addPerson('Katrin Saar');
	liis = await town.addPerson('Liis Kask', { managerId: katrin.id });
	const desk = await requestDesk(open.db);
	await desk.file(liis, liis);
});
afterAll(() => open.close());

describe('the form of a service', () => {
	it('is for oneself at first, with the promised day and own open requests beside it', async () => {
		const form = await page(actorOf(liis));
		expect(form.forWhom).toMatchObject({ choosing: false, colleagues: true, several: false });
		expect(form.forWhom.chosen.map((one) => one.name)).toEqual(['Liis Kask']);
		expect(form.preview.steps).toMatchObject([{ kind: 'desk', workingDays: 3 }]);
		expect(form.openRequests).toHaveLength(1);
		expect(form.savedAt).toBeNull();
	});

	it('opens for the person named in its address', async () => {
		const form = await page(actorOf(katrin), { for: liis.id });
		expect(form.forWhom.chosen.map((one) => one.id)).toEqual([liis.id]);
	});

	it('shows what was typed before', async () => {
		const values = { why: 'pooleli', _for: liis.id };
		await saveDraft(open.db, actorOf(katrin), { slug: 'system-access', values }, clock);
		const form = await page(actorOf(katrin));
		expect(form.typed.why).toBe('pooleli');
		expect(form.forWhom.chosen.map((one) => one.id)).toEqual([liis.id]);
		expect(form.savedAt).toEqual(townNow);
	});

	it('the desk may ask for several people at once', async () => {
		expect((await page(actorOf(liis, withRole('agent')))).forWhom.several).toBe(true);
	});

	it('a service that does not exist is not found', async () => {
		const asked = getAskingPage(open.db, actorOf(liis), 'nothing', {}, clock);
		expect(await refusalOf(asked)).toBe('NotFound errors_not_found');
	});
});

describe('a sent form', () => {
	const read = async (entries: [string, string][]) => {
		const { fields } = await page(actorOf(liis));
		const form = new FormData();
		for (const [name, value] of entries) form.append(name, value);
		return readAskingForm(open.db, actorOf(liis), fields, form, clock);
	};

	it('a name typed without a list is the person whom it fits', async () => {
		const asked = await read([
			['why', 'x'],
			['_who_text', 'Katrin Saar'],
			['_for', liis.id]
		]);
		expect(asked.beneficiaryIds).toEqual([liis.id, katrin.id]);
		expect(asked.raw).toEqual({ why: 'x' });
		expect(asked.issues).toEqual({});
	});

	it('a name that fits nobody is a problem at its field, and the rest is kept', async () => {
		const asked = await read([
			['why', 'x'],
			['_who_text', 'Puudub Täiesti']
		]);
		expect(asked.issues).toEqual({ _who: ['people_pick_one'] });
		expect(asked.typed.why).toBe('x');
	});

	it('one person replaces another where only one may be chosen', async () => {
		const asked = await read([
			['_for', liis.id],
			['_who_only', '1'],
			['_who', katrin.id]
		]);
		expect(asked.beneficiaryIds).toEqual([katrin.id]);
	});
});
