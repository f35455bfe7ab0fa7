import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Actor } from '#lib/people/actor.ts';
import { m } from '#lib/paraglide/messages.js';
import { fixedClock } from '#lib/server/clock.ts';
import { keepPapers, openActPaper } from '#lib/server/equipment/acts/act-paper.ts';
import { actPdf } from '#lib/server/equipment/acts/act-pdf.ts';
import { readAct } from '#lib/server/equipment/acts/read-act.ts';
import { signAct } from '#lib/server/equipment/acts/sign-act.ts';
import { openScan, storeScan } from '#lib/server/equipment/acts/store-scan.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { handOverItems } from '#lib/server/equipment/hand-over.ts';
import { receiveItems } from '#lib/server/equipment/register-item.ts';
import { person } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { pdfText } from '#tests/support/pdf-text.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import {
	actorOf,
	smallTown,
	townNow,
	withRole,
	type SmallTown,
	type TownPerson
} from '#tests/support/town.ts';

const clock = fixedClock(townNow);
let test: TestDatabase;
let town: SmallTown;
let olga: TownPerson;
let agent: Actor;
let count = 0;

beforeAll(async () => {
	vi.stubEnv('DATA_DIR', mkdtempSync(join(tmpdir(), 'abilaud-acts-')));
	vi.stubEnv('ORIGIN', 'https://abilaud.example');
	test = await testDatabase();
	town = await smallTown(test.db);
	olga = await town.addPerson('Ольга Щукина');
	await test.db.update(person).set({ locale: 'ru' }).where(eq(person.id, olga.id));
	agent = actorOf(await town.addPerson('Jüri Õunapuu'), withRole('agent'));
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await test.close();
});

async function given() {
	const { itemIds } = await receiveItems(
		test.db,
		agent,
		[
			{
				inventoryNumber: `PP-${++count}`,
				category: 'laptop',
				model: 'ThinkPad L14',
				serial: `SN-ÄÖ-${count}`
			}
		],
		{ placeId: town.stock },
		clock
	);
	const note = 'Laadija ja kott, täpiline';
	const refs = itemIds.map((itemId) => ({ itemId }));
	const { actId } = await handOverItems(test.db, agent, refs, { personId: olga.id, note }, clock);
	return readAct(test.db, agent, actId);
}

it('the paper says what was signed, in Estonian and Russian letters', async () => {
	const waiting = await given();
	const open = await openActPaper(test.db, agent, waiting.id);
	const text = pdfText(open.bytes).replaceAll(/\s+/g, ' ');
	for (const words of [
		...['Üleandmisakt', 'Акт передачи', waiting.number, 'Ольга Щукина', 'Jüri Õunapuu'],
		...[`PP-${count}`, `SN-ÄÖ-${count}`, 'täpiline', waiting.textHash.slice(0, 20)]
	]) {
		expect(text.replaceAll(' ', '')).toContain(words.replaceAll(' ', ''));
	}
});

it('the paper of an act without lines has no heading of things', async () => {
	const waiting = await given();
	const said = m.acts_pdf_things({}, { locale: 'et' });
	const textOf = async (lines: typeof waiting.text.lines) =>
		pdfText(
			await actPdf({ ...waiting, text: { ...waiting.text, lines } }, 'https://abilaud.example')
		);
	expect(await textOf(waiting.text.lines)).toContain(said);
	expect(await textOf([])).not.toContain(said);
});

it('finished, it is kept, and served byte for byte for ever', async () => {
	const { id: actId, textHash } = await given();
	const before = await openActPaper(test.db, agent, actId);
	const sign = { actId, textHash, method: 'portal' as const };
	await signAct(test.db, actorOf(olga), sign, clock);
	await keepPapers({ db: test.db, clock }, {});
	const [row] = await test.db.select().from(act).where(eq(act.id, actId));
	expect(row?.pdfKey).not.toBeNull();
	expect(row?.pdfSha256).toMatch(/^[0-9a-f]{64}$/);
	const first = await openActPaper(test.db, actorOf(olga), actId);
	await test.db.update(person).set({ name: 'Another Name' }).where(eq(person.id, olga.id));
	const later = await openActPaper(test.db, agent, actId);
	expect(later.bytes.equals(first.bytes)).toBe(true);
	expect(before.bytes.equals(first.bytes)).toBe(false);
	await expect(
		test.db.update(act).set({ pdfKey: 'other' }).where(eq(act.id, actId))
	).rejects.toThrow();
	await test.db.update(person).set({ name: 'Ольга Щукина' }).where(eq(person.id, olga.id));
});

it('asked for by many at once, one paper is kept', async () => {
	const { id: actId, textHash } = await given();
	await signAct(test.db, actorOf(olga), { actId, textHash, method: 'portal' }, clock);
	const papers = await Promise.all(
		Array.from({ length: 4 }, () => openActPaper(test.db, agent, actId))
	);
	expect(papers.every(({ bytes }) => papers[0]?.bytes.equals(bytes))).toBe(true);
	const stranger = actorOf(await town.addPerson('Stranger'));
	expect(await refusalOf(openActPaper(test.db, stranger, actId))).toBe('NotFound errors_not_found');
});

it('the scan of a signed paper is kept with the act, for those who may read it', async () => {
	const page = await given();
	const png = Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
		'base64'
	);
	const scan = (bytes: Uint8Array<ArrayBuffer>, actor: Actor = agent) =>
		storeScan(test.db, actor, { actId: page.id, file: new File([bytes], 'scan.png') }, clock);
	expect(await refusalOf(scan(new Uint8Array()))).toBe('Invalid errors_required');
	expect(await refusalOf(scan(new Uint8Array(Buffer.from('<svg></svg>'))))).toBe(
		'Invalid errors_file_type'
	);
	expect(await refusalOf(scan(new Uint8Array(png), actorOf(olga)))).toBe(
		'NotFound errors_not_found'
	);
	const { id: fileId } = await scan(new Uint8Array(png));
	const { id: actId, textHash, signatures } = page;
	const signatureId = signatures.find(({ role }) => role === 'receives')?.id;
	const signed = await signAct(
		test.db,
		agent,
		{ actId, signatureId, textHash, method: 'paper', fileId },
		clock
	);
	expect(signed.isComplete).toBe(true);
	const opened = await openScan(test.db, actorOf(olga), { actId, fileId });
	expect(opened).toMatchObject({ name: `${page.number}.png`, mediaType: 'image/png' });
	opened.contents.destroy();
	const stranger = actorOf(await town.addPerson('Stranger two'));
	expect(await refusalOf(openScan(test.db, stranger, { actId, fileId }))).toBe(
		'NotFound errors_not_found'
	);
});
