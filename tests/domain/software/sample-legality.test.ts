import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseListState, type ListShape } from '#lib/lists/list-state.ts';
import { systemActor } from '#lib/people/actor.ts';
import { isoDay } from '#lib/format/moments.ts';
import {
	casesShape,
	installationsShape,
	rulesShape,
	unknownShape
} from '#lib/software/legality-shapes.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import { caseReport } from '#lib/server/software/cases/case-report.ts';
import { listCases } from '#lib/server/software/cases/list-cases.ts';
import {
	exportInstallations,
	listInstallations
} from '#lib/server/software/installations/list-installations.ts';
import { listRules } from '#lib/server/software/installations/list-rules.ts';
import { listUnknown } from '#lib/server/software/installations/list-unknown.ts';
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

const asked = (shape: ListShape, address = '') =>
	parseListState(shape, new URLSearchParams(address));
const count = async (text: string) =>
	Number((await open.sql.unsafe<{ n: string }[]>(`select count(*) as n from ${text}`))[0]?.n);

it('the list of what is installed has what the tables have', async () => {
	let rows = 0;
	const everything = asked(installationsShape);
	for await (const row of exportInstallations(open.db, systemActor, everything, clock)) {
		rows += row.goneAt ? 0 : 1;
	}
	expect(rows).toBe(await count('software_installation where gone_at is null'));
	expect(rows).toBeGreaterThanOrEqual(1200);
	const gone = await listInstallations(
		open.db,
		systemActor,
		asked(installationsShape, 'state=gone'),
		clock
	);
	expect(gone.count).toBe(await count('software_installation where gone_at is not null'));
});

it('the queue has the names that nobody taught and some device has, the most frequent first', async () => {
	const page = await listUnknown(open.db, systemActor, asked(unknownShape), clock);
	expect(page.count).toBe(
		await count(`software_title t where product_id is null and not ignored and exists
			(select 1 from software_installation i where i.title_id = t.id and i.gone_at is null)`)
	);
	const devices = page.rows.map((row) => row.devices);
	expect(devices).toEqual(devices.toSorted((a, b) => b - a));
	expect(page.rows.length).toBeGreaterThan(3);
});

it('every title is what its rules say, and every rule stands in the list', async () => {
	const rules = await listRules(open.db, systemActor, asked(rulesShape), clock);
	expect(rules.count).toBe(await count('software_rule'));
	expect(rules.rows.reduce((sum, rule) => sum + rule.titles, 0)).toBe(
		await count('software_title where rule_id is not null')
	);
});

it('the cases stand in the list and in the report of their year, and there is one of each', async () => {
	const all = await listCases(open.db, systemActor, asked(casesShape), clock);
	expect(all.count).toBe(await count('software_case'));
	const by = async (state: string) =>
		(await listCases(open.db, systemActor, asked(casesShape, `state=${state}`), clock)).count ?? 0;
	for (const state of ['open', 'overdue', 'removed', 'excused', 'licensed']) {
		expect([state, await by(state)]).toEqual([state, expect.any(Number)]);
		expect([state, (await by(state)) > 0]).toEqual([state, true]);
	}
	const year = now.getFullYear();
	const reports = [
		...(await caseReport(open.db, systemActor, year, isoDay(now))),
		...(await caseReport(open.db, systemActor, year - 1, isoDay(now)))
	];
	expect(reports.reduce((sum, row) => sum + row.opened, 0)).toBe(await count('software_case'));
	const kinds = await open.sql<{ kind: string }[]>`select distinct kind from software_case`;
	expect(kinds.map(({ kind }) => kind).sort()).toEqual(['forbidden', 'outdated', 'unlicensed']);
});

it('pages on from any row of the lists', async () => {
	for (const sort of ['name', 'seen', '-since']) {
		const first = await listInstallations(
			open.db,
			systemActor,
			asked(installationsShape, `sort=${sort}`),
			clock
		);
		const after = encodeURIComponent(first.next ?? '');
		const second = await listInstallations(
			open.db,
			systemActor,
			asked(installationsShape, `sort=${sort}&after=${after}`),
			clock
		);
		const ids = [...first.rows, ...second.rows].map(({ id }) => id);
		expect(new Set(ids).size).toBe(80);
	}
});
