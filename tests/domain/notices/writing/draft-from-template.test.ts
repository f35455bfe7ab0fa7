import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/people/actor.ts';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { draftFromTemplate } from '#lib/server/notices/writing/draft-from-template.ts';
import { getDraft } from '#lib/server/notices/writing/get-draft.ts';
import { getTemplate } from '#lib/server/notices/writing/list-templates.ts';
import { previewDraft } from '#lib/server/notices/writing/preview-draft.ts';
import { saveTemplate, setTemplateActive } from '#lib/server/notices/writing/save-template.ts';
import { searchAffected } from '#lib/server/notices/writing/search-affected.ts';
import { syncTemplates } from '#lib/server/notices/writing/sync-templates.ts';
import { typedWindow } from '#lib/server/notices/writing/typed-window.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
let test: TestDatabase;
let town: SmallTown;
let author: Actor;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	author = actorOf(await town.addPerson('Author'), withRole('author'));
	await syncTemplates(test.db, systemActor, { folder: 'content', clock });
});
afterAll(() => test.close());

const evening = typedWindow({
	startsDay: '2026-11-26',
	startsHour: '17:00',
	endsDay: null,
	endsHour: '19:00'
});
const fill = (slug: string, slots: Record<string, string>) =>
	draftFromTemplate(
		test.db,
		author,
		{ slug, slots, contact: '620 0000', ownerId: author.personId, affected: [], ...evening },
		clock
	);

describe('a notice from a template', () => {
	it('is whole in three languages, touches what was chosen and knows what to check', async () => {
		const { number } = await fill('network-work', { house: town.hall, telephones: '1' });
		const draft = await getDraft(test.db, author, number);
		expect(draft.affected).toMatchObject([{ kind: 'place', impact: 'unavailable', name: 'hall' }]);
		expect(draft.texts.et?.summary.replaceAll('\u00a0', ' ')).toContain(
			'neljapäeval, 26. novembril kell 17.00–19.00. Lauatelefonid töötavad edasi.'
		);
		expect(draft.texts.ru?.title).toBe('Не будет интернета и сети: hall');
		expect(draft.texts.en?.contact).toBe('620 0000');
		expect(draft.checks).toContain('Wi-Fi töötab igal korrusel');
		expect(draft.reminders).toEqual([1440, 120]);
	});

	it('says what is missing, and takes no thing that no register has', async () => {
		expect(await refusalOf(fill('network-work', {}))).toContain('errors_required');
		const unknown = { house: newId(), telephones: '0' };
		expect(await refusalOf(fill('network-work', unknown))).toBe('Invalid errors_choose');
	});

	it('only names what an optional blank says', async () => {
		const slots = { house: town.hall, other: town.stock };
		const { number } = await fill('printing-out', slots);
		const draft = await getDraft(test.db, author, number);
		expect(draft.affected.map((thing) => thing.targetId)).toEqual([town.hall]);
		expect(draft.texts.et?.instead).toBe('Printida saad siin: stock.');
	});
});

describe('a form that is not saved yet', () => {
	it('finds things of all registers by their names', async () => {
		const found = await searchAffected(test.db, author, 'ha', 'et');
		expect(found).toContainEqual({
			kind: 'place',
			targetId: town.hall,
			name: 'hall',
			detail: ''
		});
		const somebody = actorOf(await town.addPerson('Mari'));
		expect(await refusalOf(searchAffected(test.db, somebody, 'ha', 'et'))).toContain('Forbidden');
	});

	it('is told how many it would reach and that it is late', async () => {
		const affected = [{ kind: 'place', targetId: town.hall, impact: 'unavailable' }] as const;
		const of = { kind: 'planned_work', affected, ...evening } as const;
		const { audience, lead } = await previewDraft(test.db, author, of, clock);
		expect(audience.count).toBeGreaterThan(0);
		expect(lead.inTime).toBe(false);
	});
});

describe('a template in the portal', () => {
	it('is changed by one person at a time and then is the portal’s own', async () => {
		const { content, contentHash } = await getTemplate(test.db, author, 'power-cut');
		const changed = { ...content, checks: ['Elekter on olemas'] };
		const save = () =>
			saveTemplate(
				test.db,
				author,
				{ slug: 'power-cut', content: changed, basedOn: contentHash },
				clock
			);
		await save();
		expect(await refusalOf(save())).toBe('Conflict notice_writing_error_template_moved');
		const report = await syncTemplates(test.db, systemActor, { folder: 'content', clock });
		expect(report.kept).toEqual(['power-cut']);
	});

	it('takes no text with a blank that nothing fills', async () => {
		const { content } = await getTemplate(test.db, author, 'system-down');
		const et = { ...content.texts.et, title: '{nothing}' };
		const wrong = { ...content, texts: { ...content.texts, et } };
		const input = { slug: 'another', content: wrong, basedOn: null };
		expect(await refusalOf(saveTemplate(test.db, author, input, clock))).toBe(
			'Invalid notice_writing_error_blank'
		);
	});

	it('is the whole town’s: who writes for some units uses it and changes nothing', async () => {
		const limited = { ...author, ...withRole('author', [author.unitId]) };
		const { content, contentHash } = await getTemplate(test.db, limited, 'system-down');
		const input = { slug: 'system-down', content, basedOn: contentHash };
		const hidden = { slug: 'system-down', active: false };
		const refused = 'Forbidden errors_forbidden';
		expect(await refusalOf(saveTemplate(test.db, limited, input, clock))).toBe(refused);
		expect(await refusalOf(setTemplateActive(test.db, limited, hidden, clock))).toBe(refused);
	});

	it('is hidden and shown', async () => {
		const set = (active: boolean) =>
			setTemplateActive(test.db, author, { slug: 'system-down', active }, clock);
		await set(false);
		expect((await getTemplate(test.db, author, 'system-down')).active).toBe(false);
		await set(true);
		expect((await getTemplate(test.db, author, 'system-down')).active).toBe(true);
	});
});

describe('a typed window', () => {
	it('ends on its own day, and over the night of the clock change', () => {
		expect(evening.plannedEndAt).toEqual(new Date('2026-11-26T17:00:00Z'));
		const night = typedWindow({
			startsDay: '2026-10-24',
			startsHour: '23:00',
			endsDay: '2026-10-25',
			endsHour: '06:00'
		});
		expect(Number(night.plannedEndAt) - Number(night.startsAt)).toBe(8 * 3_600_000);
	});

	it('wants the hour of a day', async () => {
		const half = { startsDay: '2026-11-26', startsHour: null, endsDay: null, endsHour: null };
		expect(await refusalOf(Promise.resolve().then(() => typedWindow(half)))).toBe(
			'Invalid notice_writing_error_hour_needed'
		);
	});
});
