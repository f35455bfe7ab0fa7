import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { findProgress } from '#lib/server/jobs/job-progress.ts';
import { findCases } from '#lib/server/software/cases/find-cases.ts';
import { matchTitles } from '#lib/server/software/installations/match-titles.ts';
import { saveRule } from '#lib/server/software/installations/save-rule.ts';
import { positionsOn } from '#lib/server/software/position.ts';
import { MATCH_JOB } from '#lib/server/software/software-jobs.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { townNow } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
let test: TestDatabase;

beforeAll(async () => {
	test = await testDatabase({ max: 4 });
	await test.owner.unsafe(`
		insert into inventory_site (id, name, token_hash, created_at) values (gen_random_uuid(), 'S', 's', now());
		insert into inventory_device (id, device_id, site_id, seen, report, first_seen_at, last_seen_at)
			select gen_random_uuid(), 'd-' || n, (select id from inventory_site), '{}', '{}', now(), now()
			from generate_series(1, 2000) n;
		insert into software_product (id, slug, name, description, policy, updated_at)
			select gen_random_uuid(), 'p-' || n, 'Product ' || n, '{"et":"","ru":""}', 'allowed', now()
			from generate_series(1, 500) n;
		insert into software_title (id, name, publisher, first_seen_at)
			select gen_random_uuid(), 'Product ' || n || ' part', 'Maker', now() from generate_series(1, 5000) n;
		insert into software_rule (id, name_match, name, product_id, created_at)
			select gen_random_uuid(), 'starts', name || ' ', id, now() from software_product;
		insert into software_installation (id, device_row_id, title_id, version, first_seen_at, last_seen_at)
			select gen_random_uuid(), d.id, t.id, '1.0', now(), now()
			from (select id, row_number() over () as n from inventory_device) d
			join (select id, row_number() over () as n from software_title) t
				on t.n between 1 + ((d.n * 37) % 4900) and 100 + ((d.n * 37) % 4900)`);
}, 120_000);
afterAll(() => test.close());

it('matches two hundred thousand installations after a rule has changed', async () => {
	const [counted] = await test.sql<{ n: number }[]>`
		select count(*)::int as n from software_installation`;
	expect(counted?.n).toBe(200_000);
	const run = async (work: () => Promise<void>) => {
		const began = performance.now();
		await work();
		return Math.round(performance.now() - began);
	};
	const context = { db: test.db, clock };
	const first = await run(() => matchTitles(context, {}));
	const [product] = await test.sql<{ id: string }[]>`select id from software_product limit 1`;
	const rule = {
		nameMatch: 'contains' as const,
		name: 'product 4',
		productId: product?.id ?? null
	};
	await saveRule(test.db, systemActor, rule, clock);
	const again = await run(() => matchTitles(context, {}));
	const progress = await findProgress(test.db, MATCH_JOB);
	expect(progress).toMatchObject({ done: 5000, total: 5000 });
	const [matched] = await test.sql<{ n: number }[]>`
		select count(*)::int as n from software_title where product_id is not null`;
	expect(matched?.n).toBeGreaterThan(500);
	const cases = await run(() => findCases(context, {}));
	console.info(`matching ${first} ms, after a rule ${again} ms, looking for cases ${cases} ms`);
}, 120_000);

it('says the position of five hundred products in one question', async () => {
	await test.owner.unsafe(`
		insert into unit (id, code, name, kind, ancestor_ids)
			select u, 'all', '{"et":"Linn","ru":"Город"}', 'organisation', array[u] from (select gen_random_uuid() u) one;
		insert into person (id, email, name, unit_id, created_at, updated_at)
			select gen_random_uuid(), 'p' || n || '@linn.example', 'Person ' || n, (select id from unit), now(), now()
			from generate_series(1, 4000) n;
		update software_product set licensed = true;
		insert into software_licence (id, product_id, metric, quantity, valid_from, created_at, updated_at)
			select gen_random_uuid(), id, 'person', 50, '2026-01-01', now(), now() from software_product;
		insert into software_seat (id, product_id, person_id, taken_at)
			select gen_random_uuid(), pr.id, pe.id, now()
			from (select id, row_number() over () as n from person) pe
			join (select id, row_number() over () as n from software_product) pr on (pe.n * 7 + pr.n) % 100 = 0;
		analyze`);
	const questions = 5;
	const day = isoDay(townNow);
	let rows = 0;
	const began = performance.now();
	for (let n = 0; n < questions; n += 1) rows = (await test.db.execute(positionsOn(day))).length;
	const took = Math.round((performance.now() - began) / questions);
	const [counted] = await test.sql<{ seats: number }[]>`
		select count(*)::int as seats from software_seat where released_at is null`;
	const [sums] = await test.db.execute<{ seats: number }>(
		sql`select sum(seats)::int as seats from (${positionsOn(day)}) of_all`
	);
	expect(rows).toBe(500);
	expect(counted?.seats).toBe(20_000);
	expect(sums?.seats).toBe(20_000);
	console.info(`the position of ${rows} products ${took} ms`);
}, 120_000);
