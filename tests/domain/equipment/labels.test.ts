import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LABEL_FORMATS } from '#lib/equipment/labels/label-formats.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { labelsPdf, sheetSvg } from '#lib/server/equipment/labels/label-sheets.ts';
import { listLabels } from '#lib/server/equipment/labels/list-labels.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { itemInUse } from '#tests/support/items.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const sheet = { origin: 'https://abi.linn.example', town: 'Kaldemäe linn', start: 3 };
let test: TestDatabase;
let town: SmallTown;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
});
afterAll(() => test.close());

describe('labels', () => {
	it('are ordered by ids or by the filtered list, of the units one keeps', async () => {
		const kadri = await town.addPerson('Kadri', { unitId: town.group.id });
		const liis = await town.addPerson('Liis');
		const one = await itemInUse(test.db, { inventoryNumber: 'KM-1', holderId: kadri.id }, townNow);
		const two = await itemInUse(test.db, { inventoryNumber: 'KM-2', holderId: liis.id }, townNow);
		const numbers = async (units: string[] | null, query: string) => {
			const actor = actorOf(liis, withRole('agent', units));
			const labels = await listLabels(test.db, actor, new URLSearchParams(query), clock);
			return labels.map((label) => label.inventoryNumber);
		};
		const both = `items=${two.id},${one.id},nonsense`;
		expect(await numbers(null, both)).toEqual(['KM-1', 'KM-2']);
		expect(await numbers([town.group.id], both)).toEqual(['KM-1']);
		expect(await numbers(null, 'q=KM-2')).toEqual(['KM-2']);
		expect(await numbers(null, 'items=')).toEqual([]);
		const employee = listLabels(test.db, actorOf(liis), new URLSearchParams(), clock);
		expect(await refusalOf(employee)).toBe('Forbidden errors_forbidden');
	});

	it('begin at the first one that is left, with a code where it is wide enough to be read', () => {
		const labels = [{ id: newId(), inventoryNumber: 'KM-10482', model: 'ThinkPad <L14>' }];
		const large = sheetSvg({ ...sheet, labels, format: LABEL_FORMATS.L7160 }, 0);
		expect(large).toContain('ThinkPad &#60;L14&#62;');
		expect(large.match(/<path/g)).toHaveLength(2);
		expect(large).toContain('translate(140.75 ');
		const small = sheetSvg({ ...sheet, labels, format: LABEL_FORMATS.L4731 }, 0);
		expect(small.match(/<path/g)).toHaveLength(1);
	});

	it('of five hundred things are a file within five seconds', async () => {
		const labels = Array.from({ length: 500 }, (_, n) => ({
			id: newId(),
			inventoryNumber: `KM-${10_000 + n}`,
			model: 'ThinkPad L14 Gen 4'
		}));
		const before = process.cpuUsage();
		const pdf = await labelsPdf(
			{ ...sheet, labels, format: LABEL_FORMATS.L7160 },
			'Sildid',
			townNow
		);
		const { user, system } = process.cpuUsage(before);
		const seconds = (user + system) / 1e6;
		console.log(
			`A sheet of 500 labels: ${seconds.toFixed(1)} s of a processor, ${pdf.length} bytes.`
		);
		expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
		expect(seconds).toBeLessThan(5);
	});
});
