import { setImmediate as breathe } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { searchVectorOf } from '#lib/server/requests/search-vector.ts';
import { PgDialect } from 'drizzle-orm/pg-core';
import { sql as fragment } from 'drizzle-orm';
import { serviceRequest } from '#lib/server/requests/tables.ts';
import { getTableColumns } from 'drizzle-orm';
import type { World } from './model.ts';
import { askersOf, planRequest, sendingMoments } from './plan-requests.ts';
import { playRequest } from './play-request.ts';
import { REQUEST_STAGING, requestRows, settleAudit, type RequestRows } from './request-rows.ts';

const CHUNK = 1000;

type Options = { requests: number; begin: Date; progress: (text: string) => void };

/** Plays so many requests and copies them in by the thousand, while the next thousand is being played. */
export async function loadRequests(
	tx: Sql,
	world: World,
	{ requests: count, begin, progress }: Options
): Promise<{ requests: number; auditEntries: number }> {
	await makeStaging(tx);
	const [{ first } = { first: 1001 }] = await tx<{ first: number }[]>`
		select coalesce(max(number), 1000) + 1 as first from service_request`;
	const times = sendingMoments(world, count, begin);
	const askers = askersOf(world);
	const rows = requestRows();
	let copying = Promise.resolve();
	for (let start = 0; start < count; start += CHUNK) {
		const end = Math.min(count, start + CHUNK);
		for (let n = start; n < end; n += 1) {
			const { asked, ending } = planRequest(world, askers, n, new Date(times[n] ?? 0));
			playRequest(world, rows, { ...asked, number: first + n }, ending);
			// The socket to the database goes on meanwhile.
			if (n % 50 === 0) await breathe();
		}
		await copying;
		settleAudit(rows, end < count ? new Date(times[end] ?? 0) : new Date(8.64e15));
		copying = copyChunk(tx, rows);
		progress(`${end} of ${count} requests`);
	}
	await copying;
	await tx`select setval('service_request_number', ${first + count}, false)`;
	return { requests: count, auditEntries: rows.audit.count() };
}

async function makeStaging(tx: Sql): Promise<void> {
	await tx.unsafe(
		`create temporary table ${REQUEST_STAGING} (like service_request) on commit drop`
	);
	await tx.unsafe(`alter table ${REQUEST_STAGING} add column people text, add column words text`);
}

const columns = Object.values(getTableColumns(serviceRequest))
	.map((column) => column.name)
	.filter((name) => name !== 'search')
	.map((name) => `"${name}"`)
	.join(', ');
const vector = new PgDialect().sqlToQuery(
	searchVectorOf(
		fragment.raw(`'IT-' || "number" || ' ' || "number" || ' ' || people`),
		fragment.raw('title'),
		fragment.raw(`title || ' ' || words`)
	)
).sql;

async function copyChunk(tx: Sql, rows: RequestRows): Promise<void> {
	const { requests, later: _later, ...others } = rows;
	await requests.flush(tx);
	await tx.unsafe(`insert into service_request (${columns}, search)
		select ${columns}, ${vector} from ${REQUEST_STAGING}`);
	await tx.unsafe(`truncate ${REQUEST_STAGING}`);
	for (const buffer of Object.values(others)) await buffer.flush(tx);
}
