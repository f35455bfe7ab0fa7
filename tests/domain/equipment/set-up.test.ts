import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemsShape } from '#lib/equipment/list-shape.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import { systemActor } from '#lib/people/actor.ts';
import { DomainError } from '#lib/errors.ts';
import type { Db } from '#lib/server/db/client.ts';
import { systemClock } from '#lib/server/clock.ts';
import { editItem } from '#lib/server/equipment/edit-item.ts';
import { exportItems } from '#lib/server/equipment/export-items.ts';
import { getItem } from '#lib/server/equipment/get-item.ts';
import { registerItem, type NewItem } from '#lib/server/equipment/register-item.ts';
import { listCategories } from '#lib/server/equipment/register/categories.ts';
import { itemExtras } from '#lib/server/equipment/register/item-extras.ts';
import {
	addCategory,
	changeCategory,
	retireCategory
} from '#lib/server/equipment/register/save-category.ts';
import { addField, changeField, retireField } from '#lib/server/equipment/register/save-field.ts';
import { changeModel, mergeModels } from '#lib/server/equipment/register/save-model.ts';
import { itemFieldValue } from '#lib/server/equipment/register/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, withRole, type SmallTown } from '#tests/support/town.ts';

let test: TestDatabase;
let db: Db;
let town: SmallTown;
let count = 0;
beforeAll(async () => {
	test = await testDatabase();
	({ db } = test);
	town = await smallTown(db);
});
afterAll(() => test.close());

const add = (more: Partial<NewItem> = {}) =>
	registerItem(db, systemActor, {
		...{ inventoryNumber: `SU-${++count}`, category: 'laptop', model: 'ThinkPad L14' },
		...more
	});
const item = (id: string) => getItem(db, systemActor, id);
const label = { et: 'Ekraan', ru: 'Экран' };
const plain = { label, choices: [], required: false, isUnique: false };
const fieldOf = async (category: string, key: string) => {
	const kind = (await listCategories(db)).find(({ code }) => code === category);
	const field = kind?.fields.find((one) => one.key === key);
	if (!field) throw new Error(`no field ${key}`);
	return field;
};
const numberIn = async (work: Promise<unknown>) => {
	const problem: unknown = await work.then(
		() => undefined,
		(thrown: unknown) => thrown
	);
	if (!(problem instanceof DomainError)) throw new Error('not refused', { cause: problem });
	return { issues: problem.issues, number: problem.details.number };
};

describe('categories', () => {
	it('are the town’s own, and life follows them where nothing nearer says otherwise', async () => {
		const camera = { name: { et: 'Kaamera', ru: 'Камера' }, icon: 'package', holdsData: true };
		await addCategory(db, systemActor, { ...camera, code: 'camera', lifeMonths: 24 });
		const bought = { category: 'camera', model: 'EOS', boughtOn: '2026-01-31' };
		const { id } = await add(bought);
		const own = await add({ ...bought, lifeMonths: 12 });
		expect((await item(id)).lifeEndsOn).toBe('2028-01-31');
		await changeCategory(db, systemActor, { ...camera, code: 'camera', lifeMonths: 1 });
		expect((await item(id)).lifeEndsOn).toBe('2026-02-28');
		expect((await item(own.id)).lifeEndsOn).toBe('2027-01-31');
		const { modelId } = await item(id);
		const model = { modelId: modelId ?? '', maker: 'Canon', name: 'EOS', note: '' };
		await changeModel(db, systemActor, { ...model, lifeMonths: 36, priceCents: 100 });
		expect((await item(id)).lifeEndsOn).toBe('2029-01-31');
		expect((await item(own.id)).lifeEndsOn).toBe('2027-01-31');
	});

	it('are set up by the desk of the whole town only', async () => {
		const agent = await town.addPerson('Agent');
		const limited = actorOf(agent, withRole('agent', [town.office.id]));
		const input = { name: label, icon: 'package', lifeMonths: null, holdsData: false };
		const refused = [
			addCategory(db, limited, { ...input, code: 'drone' }),
			changeCategory(db, limited, { ...input, code: 'laptop' }),
			retireCategory(db, limited, { code: 'laptop', retire: true }),
			addField(db, limited, { ...plain, category: 'laptop', key: 'x', type: 'text' })
		];
		for (const one of refused) expect(await refusalOf(one)).toBe('Forbidden errors_forbidden');
		expect(await refusalOf(addCategory(db, systemActor, { ...input, code: 'laptop' }))).toBe(
			'Invalid equipment_code_taken'
		);
		const other = retireCategory(db, systemActor, { code: 'other', retire: true });
		expect(await refusalOf(other)).toBe('Conflict equipment_category_other');
	});
});

describe('own fields', () => {
	it('are typed and asked for when they are required', async () => {
		const category = 'monitor';
		const field = (key: string, type: 'number' | 'date' | 'yes_no' | 'choice', more = {}) =>
			addField(db, systemActor, { ...plain, category, key, type, ...more });
		await field('size', 'number', { required: true });
		await field('checked', 'date');
		await field('touch', 'yes_no');
		const choices = [{ value: 'vesa', label: { et: 'VESA', ru: 'VESA' } }];
		await field('mount', 'choice', { choices });
		expect(await refusalOf(field('other', 'choice'))).toBe('Invalid errors_required');
		const monitor = (own: Record<string, string>) => add({ category, model: 'P24', own });
		expect(await refusalOf(monitor({}))).toBe('Invalid errors_required');
		const wrong = { size: 'large', checked: '31.02.2026', touch: 'maybe', mount: 'glue' };
		expect(await refusalOf(monitor(wrong))).toBe(
			'Invalid errors_number errors_date errors_choose errors_choose'
		);
		const { id } = await monitor({ size: '23,8', checked: '24.11.2026', mount: 'vesa' });
		const kept = (await itemExtras(db, await item(id))).own.map(({ value }) => value).sort();
		expect(kept).toEqual(['2026-11-24', '23.8', 'vesa']);
	});

	it('go into the file of the register with price, supplier and days', async () => {
		const category = 'projector';
		await addField(db, systemActor, { ...plain, category, key: 'lumens', type: 'number' });
		const bought = { supplier: 'Valgus OÜ', priceCents: 49_900, warrantyUntil: '2028-01-31' };
		const { id } = await add({ ...bought, category, model: 'EB-X49', own: { lumens: '3600' } });
		const state = parseListState(itemsShape, new URLSearchParams({ category }));
		const rows = await Array.fromAsync(exportItems(db, systemActor, state, systemClock));
		const field = await fieldOf(category, 'lumens');
		expect(rows).toMatchObject([{ ...bought, id, own: { [field.id]: '3600' } }]);
	});

	it('that are unique are refused by the database, and the item is named', async () => {
		const key = { category: 'phone', key: 'msisdn' };
		await addField(db, systemActor, { ...plain, ...key, type: 'text', isUnique: true });
		const phone = (msisdn: string) =>
			add({ category: 'phone', model: 'A35', own: { msisdn }, inventoryNumber: `P-${++count}` });
		const first = await phone('Ab5555');
		const { inventoryNumber: number } = await item(first.id);
		expect(await numberIn(phone('aB5555'))).toEqual({
			...{ issues: { 'own.msisdn': ['equipment_own_taken'] }, number }
		});
		const both = await Promise.allSettled([phone('7777'), phone('7777')]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const other = await phone('8888');
		const edit = editItem(db, systemActor, { itemId: other.id, own: { msisdn: 'AB5555' } });
		expect((await numberIn(edit)).number).toBe(number);
		const { id: fieldId } = await fieldOf('phone', 'msisdn');
		const raw = db
			.insert(itemFieldValue)
			.values({ itemId: (await add()).id, fieldId, value: 'AB5555', isUnique: true });
		await expect(raw.execute()).rejects.toThrow();
	});

	it('become unique only when they are, and keep their values while out of use', async () => {
		const category = 'tablet';
		await addField(db, systemActor, { ...plain, category, key: 'case_no', type: 'text' });
		const { id: fieldId } = await fieldOf(category, 'case_no');
		const one = await add({ category, model: 'Tab', own: { case_no: '1' } });
		const two = await add({ category, model: 'Tab', own: { case_no: '1' } });
		const unique = () => changeField(db, systemActor, { ...plain, fieldId, isUnique: true });
		expect(await refusalOf(unique())).toBe('Invalid equipment_field_twice');
		await retireField(db, systemActor, { fieldId, retire: true });
		await editItem(db, systemActor, { itemId: one.id, note: 'kept', own: {} });
		await retireField(db, systemActor, { fieldId, retire: false });
		expect((await itemExtras(db, await item(one.id))).own).toHaveLength(1);
		await editItem(db, systemActor, { itemId: two.id, own: { case_no: '2' } });
		await unique();
		const [value] = await db.select().from(itemFieldValue).where(eq(itemFieldValue.itemId, two.id));
		expect(value).toMatchObject({ value: '2', isUnique: true });
	});
});

describe('models', () => {
	it('are renamed in all their items, and two become one', async () => {
		const first = await add({ model: 'Latitude 5440' });
		const second = await add({ model: 'Latitude  5440 (new)' });
		const [one, two] = [await item(first.id), await item(second.id)];
		const rest = { maker: 'Dell', lifeMonths: null, priceCents: null, note: '' };
		const rename = { ...rest, modelId: two.modelId ?? '', name: ' latitude 5440 ' };
		expect(await refusalOf(changeModel(db, systemActor, rename))).toBe(
			'Invalid equipment_model_there'
		);
		const ids = { modelId: two.modelId ?? '', intoId: one.modelId ?? '' };
		await mergeModels(db, systemActor, ids);
		expect(await item(second.id)).toMatchObject({ model: one.model, modelId: one.modelId });
		expect(await refusalOf(mergeModels(db, systemActor, ids))).toMatch(/^NotFound/);
		const name = 'Latitude 5450';
		await changeModel(db, systemActor, { ...rest, modelId: one.modelId ?? '', name });
		expect([(await item(first.id)).model, (await item(second.id)).model]).toEqual([name, name]);
		const phone = await item((await add({ category: 'phone', model: 'A35' })).id);
		const apart = { modelId: phone.modelId ?? '', intoId: one.modelId ?? '' };
		expect(await refusalOf(mergeModels(db, systemActor, apart))).toBe(
			'Conflict equipment_models_apart'
		);
	});
});

describe('what an item is', () => {
	it('names the item that has a number already, in whatever case', async () => {
		const machineUuid = '4c4c4544-0051-3010-8052-b4c04f4d3532';
		const { id } = await add({ serial: 'pf-9x', ownTag: 'L-7', machineUuid });
		const { inventoryNumber: number } = await item(id);
		const taken = (more: Partial<NewItem>) => numberIn(add(more));
		expect(await taken({ serial: 'PF-9X' })).toEqual({
			...{ issues: { serial: ['equipment_serial_taken'] }, number }
		});
		expect((await taken({ ownTag: 'l-7' })).issues).toHaveProperty('ownTag');
		expect((await taken({ machineUuid: machineUuid.toUpperCase() })).number).toBe(number);
		expect((await taken({ inventoryNumber: number.toLowerCase() })).issues).toEqual({
			inventoryNumber: ['equipment_number_taken']
		});
		const other = await add();
		const edit = editItem(db, systemActor, { itemId: other.id, serial: 'Pf-9X' });
		expect((await numberIn(edit)).number).toBe(number);
	});

	it('is part of another item, and never of itself', async () => {
		const server = await item((await add()).id);
		const disk = await item((await add({ partOf: server.inventoryNumber.toLowerCase() })).id);
		expect((await itemExtras(db, server)).parts).toMatchObject([{ id: disk.id }]);
		expect((await itemExtras(db, disk)).partOf).toMatchObject({ id: server.id });
		const round = { itemId: server.id, partOf: disk.inventoryNumber };
		expect(await refusalOf(editItem(db, systemActor, round))).toBe(
			'Invalid equipment_part_of_itself'
		);
		const unknown = editItem(db, systemActor, { itemId: disk.id, partOf: 'NO-1' });
		expect(await refusalOf(unknown)).toBe('Invalid equipment_part_unknown');
		await editItem(db, systemActor, { itemId: disk.id, partOf: '' });
		expect((await item(disk.id)).partOfId).toBeNull();
	});
});
