import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { roleGrant } from '#lib/server/people/tables.ts';
import { newDraft, openDraft, restoreEdition } from '#lib/server/training/authoring/begin-draft.ts';
import { giveBack, takeOver } from '#lib/server/training/authoring/change-source.ts';
import { compareEditions, listEditions } from '#lib/server/training/authoring/compare-editions.ts';
import { addPicture, dropPicture } from '#lib/server/training/authoring/draft-media.ts';
import { findDraft, type Draft } from '#lib/server/training/authoring/draft.ts';
import { readForEditor } from '#lib/server/training/authoring/preview-draft.ts';
import { publishDraft } from '#lib/server/training/authoring/publish-draft.ts';
import { readDraft } from '#lib/server/training/authoring/read-draft.ts';
import { askReview, reviewDraft } from '#lib/server/training/authoring/review-draft.ts';
import { dropDraft, markFresh, saveDraft } from '#lib/server/training/authoring/save-draft.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole } from '#tests/support/town.ts';
import { aModule, smallText } from '#tests/support/training-factories.ts';

let test: TestDatabase;
let author: Actor;
let colleague: Actor;
let employee: Actor;
const clock = fixedClock(townNow);

beforeAll(async () => {
	test = await testDatabase();
	const town = await smallTown(test.db);
	const writer = async (name: string) => {
		const who = await town.addPerson(name);
		await test.db.insert(roleGrant).values({
			...{ id: newId(), personId: who.id, role: 'author', createdAt: townNow }
		});
		return actorOf(who, withRole('author'));
	};
	author = await writer('Mari Maasikas');
	colleague = await writer('Jaan Tamm');
	employee = actorOf(await town.addPerson('Employee'));
});
afterAll(() => test.close());

const seen = ({ id, revision }: Draft) => ({ draftId: id, revision });
const audits = async () => {
	const rows = await test.db.execute<{ action: string }>(
		sql`select action from audit_entry where noun = 'module' order by seq`
	);
	return rows.map((row) => row.action);
};
const begin = (slug: string) =>
	newDraft(test.db, author, { slug, title: 'Uus printer', source: 'et' }, clock);

/** A module in the portal, with a draft of its next edition begun. */
async function portalModule(slug: string): Promise<Draft> {
	await aModule(test.db, { slug });
	await takeOver(test.db, author, slug, clock);
	return openDraft(test.db, author, slug, clock);
}

describe('a draft', () => {
	it('begins with a text that the checker accepts, and is published as the first version', async () => {
		const draft = await begin('new-printer');
		const reading = await readForEditor(test.db, draft, { key: 'new-printer', locale: 'et' });
		expect(reading.problems.filter((one) => one.level === 'error')).toEqual([]);
		expect(reading.marks).toEqual({ et: 'source', ru: 'missing', en: 'missing' });
		expect(reading.preview.et?.map((page) => page.id)).toEqual(['what', 'check']);
		const input = { ...seen(draft), change: 'major', changeNote: 'Esimene' } as const;
		const published = await publishDraft(test.db, author, input, clock);
		expect(published.moduleKey).toBe('new-printer');
		const [edition] = await listEditions(test.db, author, 'new-printer');
		expect(edition).toMatchObject({ version: '1.0.0', isCurrent: true, publishedBy: author.name });
		expect(await findDraft(test.db, author, 'new-printer')).toBeUndefined();
		expect(await audits()).toEqual(expect.arrayContaining(['module.drafted', 'module.published']));
	});

	it('has an address that nothing else has', async () => {
		await begin('taken');
		expect(await refusalOf(begin('taken'))).toBe('Invalid authoring_slug_taken');
		expect(await refusalOf(begin('courses'))).toBe('Invalid authoring_slug_reserved');
	});

	it('is written by authors only', async () => {
		const input = { slug: 'mine', title: 'Minu', source: 'et' } as const;
		expect(await refusalOf(newDraft(test.db, employee, input, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		const draft = await begin('closed');
		expect(await refusalOf(saveDraft(test.db, employee, { ...seen(draft), files: {} }))).toBe(
			'Forbidden errors_forbidden'
		);
	});

	it('that a colleague saved meanwhile is not overwritten, and says who', async () => {
		const draft = await begin('two-writers');
		const files = { et: `${draft.files.et ?? ''}\nLisa.` };
		const saved = await saveDraft(test.db, colleague, { ...seen(draft), files }, clock);
		expect(saved.revision).toBe(draft.revision + 1);
		const mine = saveDraft(test.db, author, { ...seen(draft), files: { et: 'minu' } }, clock);
		await expect(mine).rejects.toMatchObject({
			messageKey: 'authoring_changed_by',
			details: { who: colleague.name }
		});
		const again = await saveDraft(test.db, author, { ...seen(saved), files }, clock);
		expect(again.revision).toBe(saved.revision);
	});

	it('with an error is not published, and stays', async () => {
		const draft = await begin('broken');
		const files = { et: (draft.files.et ?? '').replace('- [x]', '- [ ]') };
		const saved = await saveDraft(test.db, author, { ...seen(draft), files }, clock);
		const reading = await readForEditor(test.db, saved, { key: 'broken', locale: 'et' });
		const [error] = reading.problems;
		expect(error).toMatchObject({ locale: 'et', level: 'error' });
		expect(files.et.split('\n')[(error?.line ?? 0) - 1]).toContain('{#q1}');
		const input = { ...seen(saved), change: 'major', changeNote: '' } as const;
		expect(await refusalOf(publishDraft(test.db, author, input, clock))).toBe(
			'Invalid authoring_has_errors'
		);
		expect(await findDraft(test.db, author, 'broken')).toBeDefined();
	});

	it('thrown away leaves what is in force', async () => {
		const draft = await portalModule('dropped');
		await dropDraft(test.db, author, seen(draft), clock);
		expect(await findDraft(test.db, author, 'dropped')).toBeUndefined();
		expect(await listEditions(test.db, author, 'dropped')).toHaveLength(1);
	});
});

describe('publishing', () => {
	it('gives the next number by how much has changed, and asks what has', async () => {
		const draft = await portalModule('numbers');
		const files = { et: (draft.files.et ?? '').replace('Vajuta', 'Klõpsa') };
		const saved = await saveDraft(test.db, author, { ...seen(draft), files }, clock);
		const silent = { ...seen(saved), change: 'minor', changeNote: ' ' } as const;
		expect(await refusalOf(publishDraft(test.db, author, silent, clock))).toBe(
			'Invalid authoring_note_of_change'
		);
		await publishDraft(test.db, author, { ...silent, changeNote: 'Uus sõna' }, clock);
		const editions = await listEditions(test.db, author, 'numbers');
		expect(editions.map((one) => one.version)).toEqual(['1.1.0', '1.0.0']);
		const [now, before] = editions;
		const difference = await compareEditions(test.db, author, {
			...{ key: 'numbers', from: before?.id ?? '', to: now?.id ?? '', locale: 'et' }
		});
		expect(difference.pages).toMatchObject([{ id: 'first', kind: 'changed' }]);
		expect(difference.pages[0]?.parts).toEqual(
			expect.arrayContaining([
				{ kind: 'removed', words: 'Vajuta' },
				{ kind: 'added', words: 'Klõpsa' }
			])
		);
		// Its text says what is right in the questions.
		const desk = { ...employee, roles: withRole('agent').roles ?? [] };
		expect(await listEditions(test.db, desk, 'numbers')).toHaveLength(2);
		const asked = {
			key: 'numbers',
			from: before?.id ?? '',
			to: now?.id ?? '',
			locale: 'et' as const
		};
		expect(await refusalOf(compareEditions(test.db, desk, asked))).toContain('Forbidden');
	});

	it('of an id that is another module’s is refused', async () => {
		const draft = await portalModule('own-id');
		const hidden = {
			...draft,
			files: { et: (draft.files.et ?? '').replace('id: own-id', 'id: gone') }
		};
		const gone = await aModule(test.db, { slug: 'gone' });
		await test.sql`update training_module set active = false where id = ${gone.moduleId}`;
		const fresh = await readDraft(test.db, { ...hidden, moduleId: null, slug: 'brand-new' });
		expect(fresh.module).toBeNull();
		expect(fresh.problems[0]).toMatchObject({ code: 'module_id_twice', params: { other: 'gone' } });
		const files = { et: (draft.files.et ?? '').replace('id: own-id', 'id: numbers') };
		const saved = await saveDraft(test.db, author, { ...seen(draft), files }, clock);
		const input = { ...seen(saved), change: 'patch', changeNote: '' } as const;
		expect(await refusalOf(publishDraft(test.db, author, input, clock))).toBe(
			'Invalid authoring_has_errors'
		);
	});
});

describe('a review', () => {
	it('is asked of a colleague, who is told, and whose approval stands by the version', async () => {
		const draft = await portalModule('reviewed');
		const files = { et: (draft.files.et ?? '').replace('menüüs.', 'ülal menüüs.') };
		const saved = await saveDraft(test.db, author, { ...seen(draft), files }, clock);
		const reviewerId = colleague.personId;
		expect(
			await refusalOf(askReview(test.db, author, { ...seen(saved), reviewerId: employee.personId }))
		).toBe('Invalid authoring_reviewer_needed');
		await askReview(test.db, author, { ...seen(saved), reviewerId, note: 'Vaata' }, clock);
		const told = await test.db.execute<{ href: string }>(
			sql`select href from bell_entry where person_id = ${reviewerId}::uuid`
		);
		expect(told[0]?.href).toBe('/admin/training/reviewed/edit');
		expect(
			await refusalOf(reviewDraft(test.db, author, { ...seen(saved), verdict: 'approved' }))
		).toBe('Forbidden authoring_not_reviewer');
		expect(
			await refusalOf(reviewDraft(test.db, colleague, { ...seen(saved), verdict: 'returned' }))
		).toBe('Invalid authoring_note_needed');
		await reviewDraft(test.db, colleague, { ...seen(saved), verdict: 'approved' }, clock);
		await publishDraft(test.db, author, { ...seen(saved), change: 'patch', changeNote: '' }, clock);
		const [edition] = await listEditions(test.db, author, 'reviewed');
		expect(edition).toMatchObject({ version: '1.0.1', reviewedBy: colleague.name });
	});

	it('is over when the text is changed', async () => {
		const draft = await portalModule('changed-again');
		const asked = { ...seen(draft), reviewerId: colleague.personId };
		await askReview(test.db, author, asked, clock);
		const files = { et: (draft.files.et ?? '').replace('menüüs.', 'all menüüs.') };
		const saved = await saveDraft(test.db, author, { ...seen(draft), files }, clock);
		expect(saved).toMatchObject({ state: 'writing', reviewerId: null });
		expect(
			await refusalOf(reviewDraft(test.db, colleague, { ...seen(saved), verdict: 'approved' }))
		).toBe('Conflict authoring_not_in_review');
	});
});

describe('translations, history and files', () => {
	it('a translation marked as up to date is so until the source changes', async () => {
		const draft = await begin('translated');
		const ru = `---\nid: translated\ntitle: Принтер\n---\n\n${(draft.files.et ?? '').split('---\n').slice(2).join('---\n')}`;
		const saved = await saveDraft(
			test.db,
			author,
			{ ...seen(draft), files: { ...draft.files, ru } },
			clock
		);
		const read = (one: Draft) => readForEditor(test.db, one, { key: 'translated', locale: 'et' });
		expect((await read(saved)).marks.ru).toBe('stale');
		const fresh = await markFresh(test.db, author, { ...seen(saved), locale: 'ru' }, clock);
		expect((await read(fresh)).marks.ru).toBe('fresh');
		const files = { ...fresh.files, et: `${fresh.files.et ?? ''}\nVeel.` };
		const changed = await saveDraft(test.db, author, { ...seen(fresh), files }, clock);
		expect((await read(changed)).marks.ru).toBe('stale');
	});

	it('an earlier version comes back as a draft with its own words', async () => {
		await aModule(test.db, { slug: 'restored' });
		await aModule(test.db, {
			...{ slug: 'restored', et: smallText.replace('Vajuta', 'Ära vajuta') },
			front: { version: '1.1.0', change: 'minor' }
		});
		const editions = await listEditions(test.db, author, 'restored');
		const input = { key: 'restored', editionId: editions.at(-1)?.id ?? '' };
		expect(await refusalOf(restoreEdition(test.db, author, input, clock))).toBe(
			'Conflict authoring_from_files'
		);
		await takeOver(test.db, author, 'restored', clock);
		const draft = await restoreEdition(test.db, author, input, clock);
		expect(draft.files.et).toContain('Vajuta nuppu');
		expect(draft.files.et).not.toContain('Ära vajuta');
		expect(await refusalOf(restoreEdition(test.db, author, input, clock))).toBe(
			'Conflict authoring_draft_exists'
		);
		const publishing = { ...seen(draft), change: 'patch', changeNote: '' } as const;
		await publishDraft(test.db, author, publishing, clock);
		const [now] = await listEditions(test.db, author, 'restored');
		expect(now?.version).toBe('1.1.1');
	});

	it('a module from files is read-only until taken over, and goes back only to files that are there', async () => {
		await aModule(test.db, { slug: 'from-files' });
		expect(await refusalOf(openDraft(test.db, author, 'from-files', clock))).toBe(
			'Conflict authoring_from_files'
		);
		await takeOver(test.db, author, 'from-files', clock);
		expect(await refusalOf(takeOver(test.db, author, 'from-files', clock))).toBe(
			'Conflict authoring_in_portal'
		);
		const back = { key: 'from-files', folder: 'no-such-folder' };
		expect(await refusalOf(giveBack(test.db, author, back, clock))).toBe(
			'Conflict authoring_no_files'
		);
	});

	it('pictures are kept under a name of their own, drawings without what runs', async () => {
		const draft = await begin('pictures');
		const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
		const add = (seenNow: Draft, name: string, bytes: Uint8Array) =>
			addPicture(test.db, author, { ...seen(seenNow), name, bytes }, clock);
		const first = await add(draft, 'image.png', png);
		expect(first.media.name).toBe('2026-11-24.png');
		const second = await add(first.draft, 'image.png', Buffer.concat([png, png]));
		expect(second.media.name).toBe('2026-11-24-2.png');
		expect(await refusalOf(add(second.draft, 'fake.png', Buffer.from('<html>')))).toBe(
			'Invalid authoring_picture_kind'
		);
		const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script></svg>';
		const drawn = await add(second.draft, 'Joonis üks.svg', Buffer.from(svg));
		expect(drawn.media).toMatchObject({ name: 'joonis-üks.svg', type: 'image/svg+xml' });
		const gone = await dropPicture(
			test.db,
			author,
			{ ...seen(drawn.draft), name: '2026-11-24.png' },
			clock
		);
		expect(gone.media.map((one) => one.name)).toEqual(['2026-11-24-2.png', 'joonis-üks.svg']);
	});
});
