import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { itemHistory } from '#lib/server/equipment/item-history.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import { addRegisterFile, removeRegisterFile } from '#lib/server/equipment/register/keep-file.ts';
import { openRegisterFile } from '#lib/server/equipment/register/open-file.ts';
import { itemExtras } from '#lib/server/equipment/register/item-extras.ts';
import { getItem } from '#lib/server/equipment/get-item.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, withRole, type SmallTown } from '#tests/support/town.ts';

const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64'
);

describe('files of an item', () => {
	let test: TestDatabase;
	let db: Db;
	let town: SmallTown;
	beforeAll(async () => {
		test = await testDatabase();
		({ db } = test);
		town = await smallTown(db);
	});
	afterAll(() => test.close());

	async function heldItem() {
		const mari = await town.addPerson('Mari');
		const { id } = await registerItem(db, systemActor, {
			inventoryNumber: `F-${Math.random().toString(36).slice(2, 9)}`,
			category: 'laptop',
			model: 'ThinkPad T14'
		});
		await handOver(db, systemActor, { itemId: id, personId: mari.id, signed: { method: 'paper' } });
		return { id, mari };
	}

	it('are read by its holder and the desk, and by nobody else', async () => {
		const { id, mari } = await heldItem();
		const file = new File([PNG], 'C:\\photos\\dell.exe.png');
		const input = { noun: 'item' as const, recordId: id, file };
		const kept = await addRegisterFile(db, systemActor, input);
		const opened = await openRegisterFile(db, actorOf(mari), kept.id);
		expect(opened).toMatchObject({ name: 'dell.exe.png', mediaType: 'image/png', isPhoto: true });
		expect((await buffer(opened.contents)).equals(PNG)).toBe(true);
		const stranger = actorOf(await town.addPerson('Somebody'));
		expect(await refusalOf(openRegisterFile(db, stranger, kept.id))).toMatch(/^NotFound/);
		expect(await refusalOf(addRegisterFile(db, actorOf(mari), input))).toMatch(/^NotFound/);
		expect(await refusalOf(removeRegisterFile(db, actorOf(mari), kept.id))).toMatch(/^NotFound/);
		await removeRegisterFile(db, systemActor, kept.id);
		expect(await refusalOf(openRegisterFile(db, systemActor, kept.id))).toMatch(/^NotFound/);
		expect(await refusalOf(removeRegisterFile(db, systemActor, kept.id))).toMatch(/^NotFound/);
		const auditor = actorOf(await town.addPerson('Somebody'), withRole('auditor'));
		const history = await itemHistory(db, auditor, id);
		expect(history.map(({ action }) => action)).toEqual(
			expect.arrayContaining(['item.file_added', 'item.file_removed'])
		);
	});

	it('are what their bytes say, at most 20 MB', async () => {
		const { id } = await heldItem();
		const add = (file: File) =>
			refusalOf(addRegisterFile(db, systemActor, { noun: 'item', recordId: id, file }));
		expect(await add(new File([], 'empty.pdf'))).toBe('Invalid errors_file_empty');
		expect(await add(new File(['<script>alert(1)</script>'], 'photo.png'))).toBe(
			'Invalid errors_file_type'
		);
		expect(await add(new File([Buffer.alloc(20 * 1024 * 1024 + 1)], 'large.txt'))).toBe(
			'Invalid errors_file_large'
		);
	});

	it('a photo of its model stands in until it has its own', async () => {
		const { id } = await heldItem();
		const item = await getItem(db, systemActor, id);
		const photo = (noun: 'item' | 'model', recordId: string) =>
			addRegisterFile(db, systemActor, { noun, recordId, file: new File([PNG], 'a.png') });
		const shown = async () => (await getItem(db, systemActor, id)).photoId;
		expect(await shown()).toBeNull();
		const ofModel = await photo('model', item.modelId ?? '');
		expect(await shown()).toBe(ofModel.id);
		expect((await itemExtras(db, item)).modelPhoto).toBe(ofModel.id);
		const own = await photo('item', id);
		expect(await shown()).toBe(own.id);
	});
});
