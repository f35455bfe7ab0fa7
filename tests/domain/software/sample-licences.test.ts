import { afterAll, beforeAll, expect, it } from 'vitest';
import { isoDay } from '#lib/format/moments.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import { systemActor } from '#lib/people/actor.ts';
import { licencesShape, productsShape, reclaimShape } from '#lib/software/list-shape.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import { exportLicences, listLicences } from '#lib/server/software/licences/list-licences.ts';
import { exportProducts } from '#lib/server/software/list-products.ts';
import { openPosition } from '#lib/server/software/open-position.ts';
import { listReclaim } from '#lib/server/software/reclaim/list-reclaim.ts';
import { cloneDatabase, dropDatabase } from '#tests/support/database.ts';
import { ensureSampleTemplate } from '#tests/support/sample-template.ts';

const now = new Date();
const clock = fixedClock(now);
let clone: Awaited<ReturnType<typeof cloneDatabase>>;
let open: OpenDatabase;

beforeAll(async () => {
	clone = await cloneDatabase(await ensureSampleTemplate());
	open = openDb(clone.url, { max: 4 });
}, 300_000);
afterAll(async () => {
	await open.close();
	await dropDatabase(clone.name);
});

/** Counted one product after another, by other words than the portal's. */
async function counted(productId: string) {
	const { sql } = open;
	const today = isoDay(now);
	const licences = await sql<{ quantity: number | null }[]>`
		select quantity from software_licence where product_id = ${productId} and state = 'valid'
			and ${today}::date between valid_from and coalesce(valid_until, 'infinity'::date)`;
	const seats = await sql<{ person_id: string | null; item_id: string | null }[]>`
		select person_id, item_id from software_seat
		where product_id = ${productId} and released_at is null`;
	const devices = await sql<{ id: string; item_id: string | null; holder_id: string | null }[]>`
		select distinct d.id, d.item_id, i.holder_id from software_installation s
		join software_title t on t.id = s.title_id and t.product_id = ${productId}
		join inventory_device d on d.id = s.device_row_id left join item i on i.id = d.item_id
		where s.gone_at is null`;
	const people = new Set(seats.map(({ person_id }) => person_id));
	const items = new Set(seats.map(({ item_id }) => item_id));
	const unmatched = devices.filter(
		({ item_id, holder_id }) =>
			!(item_id && items.has(item_id)) && !(holder_id && people.has(holder_id))
	).length;
	const unlimited = licences.some(({ quantity }) => quantity === null);
	const bought = licences.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
	return { bought: unlimited ? null : bought, seats: seats.length, unmatched };
}

it('the position of every product is what its licences, seats and devices add up to', async () => {
	const state = parseListState(productsShape, new URLSearchParams());
	let products = 0;
	let short = 0;
	for await (const row of exportProducts(open.db, systemActor, state, clock)) {
		products += 1;
		const { bought, seats, unmatched } = await counted(row.id);
		const limit = row.licensed ? bought : null;
		const left = limit === null ? null : limit - seats - unmatched;
		const { name } = row;
		expect({ name, bought: row.bought, seats: row.seats, unmatched: row.unmatched }).toEqual({
			...{ name, bought: limit, seats, unmatched }
		});
		expect({ name, left: row.left }).toEqual({ name, left });
		if (left !== null && left < 0) {
			short += 1;
			const opened = await openPosition(open.db, systemActor, row.id, { clock });
			expect(opened.position).toMatchObject({ bought: limit, seats, unmatched, left });
			expect(opened.holders).toHaveLength(seats);
			expect(opened.devices).toHaveLength(unmatched);
		}
	}
	expect(products).toBe(40);
	expect(short).toBeGreaterThan(0);
});

it('the list of licences has what the tables have', async () => {
	const count = async (text: string) =>
		Number((await open.sql.unsafe<{ n: string }[]>(`select count(*) as n from ${text}`))[0]?.n);
	let rows = 0;
	const all = parseListState(licencesShape, new URLSearchParams());
	for await (const row of exportLicences(open.db, systemActor, all, clock)) rows += row.id ? 1 : 0;
	expect(rows).toBe(await count('software_licence'));
	expect(rows).toBe(60);
	const found = async (query: string) => {
		const state = parseListState(licencesShape, new URLSearchParams(query));
		return (await listLicences(open.db, systemActor, state, clock)).count;
	};
	const today = `'${isoDay(now)}'::date`;
	const valid = `software_licence where state = 'valid'`;
	expect(await found('state=ordered')).toBe(1);
	expect(await found('state=ended')).toBe(await count(`${valid} and valid_until < ${today}`));
	expect(await found('ending=soon')).toBe(
		await count(`${valid} and valid_until between ${today} and ${today} + 60`)
	);
	const seats = parseListState(reclaimShape, new URLSearchParams());
	expect((await listReclaim(open.db, systemActor, seats, clock)).count).toBe(
		await count(`software_seat where state in ('reclaim_proposed', 'asked', 'kept')`)
	);
});
