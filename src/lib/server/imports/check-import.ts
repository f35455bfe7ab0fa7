import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { noCounts } from '#lib/imports/import-states.ts';
import { addProgress, beginProgress } from '#lib/server/jobs/job-progress.ts';
import { importProgressKey, type ImportRecord } from './import-record.ts';
import type { ImportSpec, RawRow } from './import-spec.ts';
import { readRows } from './read-rows.ts';
import { countRows, dropRows, storeRows } from './row-store.ts';
import { registerImport } from './tables.ts';

const ROWS_AT_ONCE = 500;

/** The name of a field's column in the file. */
export const headingsOf =
	({ headings, mapping }: Pick<ImportRecord, 'headings' | 'mapping'>) =>
	(field: string): string =>
		headings[mapping.indexOf(field)] ?? '';

/**
 * Looks through the rows of a file and keeps what each would do. Nothing is written to the register. What was found
 * before is forgotten, so that it can be run again at any time.
 */
export async function checkImport(
	db: Db,
	actor: Actor,
	spec: ImportSpec,
	record: ImportRecord,
	clock: Clock
): Promise<void> {
	const key = importProgressKey(record.id);
	await dropRows(db, record.id);
	await beginProgress(db, key, record.counts.rows, clock.now());
	const options = { alsoMove: record.alsoMove };
	const plan = await spec.planner(db, actor, options, headingsOf(record));
	let counts = noCounts(record.counts.rows);
	const look = async (raw: RawRow[]) => {
		const planned = await plan(db, raw);
		await storeRows(db, record.id, planned);
		counts = countRows(counts, planned);
		await addProgress(db, key, planned.length, clock.now());
	};
	let waiting: RawRow[] = [];
	let isHead = true;
	for await (const { row, cells } of readRows(record)) {
		if (!isHead) waiting.push({ row, values: valuesOf(record.mapping, cells) });
		isHead = false;
		if (waiting.length < ROWS_AT_ONCE) continue;
		await look(waiting);
		waiting = [];
	}
	if (waiting.length > 0) await look(waiting);
	await db
		.update(registerImport)
		.set({ state: 'preview', counts: { ...counts, rows: counts.read } })
		.where(and(eq(registerImport.id, record.id), eq(registerImport.state, 'checking')));
}

function valuesOf(mapping: readonly (string | null)[], cells: readonly string[]) {
	const values: Record<string, string> = {};
	mapping.forEach((key, n) => {
		const cell = cells[n];
		if (key && cell) values[key] = cell;
	});
	return values;
}
