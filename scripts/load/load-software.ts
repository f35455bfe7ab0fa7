import type { Sql } from 'postgres';

const PRODUCTS = 500;
const NAMES_OF_PRODUCT = 10;
const ON_A_DEVICE = 50;

/**
 * Software at size: five hundred products with licences, a seat of one of them for every person and ten, and so many
 * installations on computers of the town, fifty on each. Written at once: no report tells of them one by one.
 */
export async function loadSoftware(tx: Sql, installations: number): Promise<void> {
	if (installations === 0) return;
	const devices = Math.ceil(installations / ON_A_DEVICE);
	await tx`
		insert into software_product (id, slug, name, vendor, description, policy, licensed, updated_at)
		select gen_random_uuid(), 'load-' || n, 'Product ' || n, 'Maker ' || n % 40, '{"et":"","ru":""}', 'needs_approval',
			n % 5 <> 0, now()
		from generate_series(1, ${PRODUCTS}::int) n`;
	await tx`
		insert into software_licence (id, product_id, metric, quantity, valid_from, valid_until, created_at, updated_at)
		select gen_random_uuid(), id, 'person', 200, '2024-01-01', current_date + 400, now(), now()
		from software_product where slug like 'load-%' and licensed`;
	await tx`
		insert into software_title (id, name, publisher, product_id, first_seen_at)
		select gen_random_uuid(), p.name || ' part ' || n, p.vendor, p.id, now()
		from software_product p, generate_series(1, ${NAMES_OF_PRODUCT}::int) n where p.slug like 'load-%'`;
	await tx`
		insert into software_seat (id, product_id, person_id, taken_at)
		select gen_random_uuid(), pr.id, pe.id, now()
		from (select id, row_number() over (order by id) as n from person where status = 'active') pe
		join (select id, row_number() over (order by id) as n from software_product where slug like 'load-%') pr
			on (pe.n + pr.n) % 50 = 0`;
	await tx`
		insert into inventory_site (id, name, token_hash, created_at) values (gen_random_uuid(), 'Load', 'load', now())`;
	await tx`
		insert into inventory_device (id, device_id, site_id, item_id, seen, report, first_seen_at, last_seen_at)
		select gen_random_uuid(), 'load-' || i.inventory_number, (select id from inventory_site where token_hash = 'load'),
			i.id, '{}', '{}', now(), now()
		from item i where i.category in ('laptop', 'desktop') order by i.inventory_number limit ${devices}`;
	await tx`
		insert into software_installation (id, device_row_id, title_id, version, first_seen_at, last_seen_at)
		select gen_random_uuid(), d.id, t.id, '1.' || t.n % 9, now(), now()
		from (select id, row_number() over (order by device_id) as n from inventory_device where device_id like 'load-%') d
		join (select id, row_number() over (order by id) as n from software_title) t
			on (d.n * 37 + t.n) % ${Math.round((PRODUCTS * NAMES_OF_PRODUCT) / ON_A_DEVICE)} = 0`;
}
