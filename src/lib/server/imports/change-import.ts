import { and, eq, ne } from 'drizzle-orm';
import { conflict, invalid } from '#lib/errors.ts';
import { noCounts, type ImportMode } from '#lib/imports/import-states.ts';
import type { Delimiter, Encoding } from '#lib/imports/file-forms.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { beginProgress } from '#lib/server/jobs/job-progress.ts';
import { surveyTable } from './begin-import.ts';
import {
	findImport,
	IMPORT_JOB,
	importProgressKey,
	lastWritten,
	lockImport
} from './import-record.ts';
import type { ImportSpec } from './import-spec.ts';
import { proposeMapping, rememberMapping } from './map-headings.ts';
import { registerImport } from './tables.ts';

/**
 * Reads the file of an import in another way: its letters and what stands between its cells. Throws NotFound, Conflict
 * `imports_moved_on`, and Invalid at `file` when it is no table that way.
 */
export async function readOtherwise(
	db: Db,
	actor: Actor,
	spec: ImportSpec,
	input: { id: string; encoding: Encoding; delimiter: Delimiter }
): Promise<void> {
	const record = await findImport(db, actor, spec, input.id);
	if (record.encoding === null) return;
	const how = { encoding: input.encoding, delimiter: input.delimiter };
	const { headings, rows } = await surveyTable({ storageKey: record.storageKey, ...how });
	const mapping = await proposeMapping(db, spec.register, headings, await spec.fields(db));
	await withTransaction(db, async (tx) => {
		await lockImport(tx, actor, spec, input.id, ['mapping', 'preview', 'failed']);
		await tx
			.update(registerImport)
			.set({ ...how, headings, mapping, counts: noCounts(rows), state: 'mapping', problem: '' })
			.where(eq(registerImport.id, input.id));
	});
}

/**
 * Says which column is which field, and lets the rows be looked through. The same headings are read so the next time.
 * Throws NotFound, Conflict `imports_moved_on`, Invalid at `mapping` when a field is named twice or a needed one is not.
 */
export async function chooseColumns(
	db: Db,
	actor: Actor,
	spec: ImportSpec,
	input: { id: string; mapping: (string | null)[]; alsoMove: boolean },
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const at = clock.now();
		const states = ['mapping', 'preview', 'failed'] as const;
		const { headings, counts } = await lockImport(tx, actor, spec, input.id, states);
		const fields = await spec.fields(tx);
		const known = new Set(fields.map(({ key }) => key));
		const mapping = headings.map((_, n) => {
			const key = input.mapping[n];
			return key && known.has(key) ? key : null;
		});
		const chosen = mapping.filter((key) => key !== null);
		if (new Set(chosen).size < chosen.length) throw invalid({ mapping: ['imports_field_twice'] });
		if (fields.some(({ key, required }) => required && !chosen.includes(key))) {
			throw invalid({ mapping: ['imports_field_missing'] });
		}
		await rememberMapping(tx, spec.register, headings, mapping, at);
		await tx
			.update(registerImport)
			.set({
				...{ mapping, alsoMove: input.alsoMove, state: 'checking', problem: '' },
				counts: noCounts(counts.rows)
			})
			.where(eq(registerImport.id, input.id));
		await beginProgress(tx, importProgressKey(input.id), counts.rows, at);
		await enqueue(tx, IMPORT_JOB);
	});
}

/** Goes back to the choice of columns. Throws NotFound, Conflict `imports_moved_on`. */
export async function backToColumns(
	db: Db,
	actor: Actor,
	spec: ImportSpec,
	id: string
): Promise<void> {
	await withTransaction(db, async (tx) => {
		await lockImport(tx, actor, spec, id, ['preview', 'failed']);
		await tx
			.update(registerImport)
			.set({ state: 'mapping', problem: '' })
			.where(eq(registerImport.id, id));
	});
}

/**
 * Lets the rows be written: all of them or none, or those without problems. It happens in the background. Recorded as
 * `import.confirmed`. Throws NotFound, Conflict `imports_moved_on`, `imports_refused_rows` when all are to be written
 * and one can't be, `imports_nothing_to_do`, `imports_another_runs`.
 */
export async function confirmImport(
	db: Db,
	actor: Actor,
	spec: ImportSpec,
	{ id, mode }: { id: string; mode: ImportMode },
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const at = clock.now();
		const { counts } = await lockImport(tx, actor, spec, id, ['preview']);
		if (mode === 'all' && counts.refused > 0) throw conflict('imports_refused_rows');
		const rows = counts.insert + counts.change;
		if (rows === 0) throw conflict('imports_nothing_to_do');
		const [other] = await tx
			.select({ id: registerImport.id })
			.from(registerImport)
			.where(
				and(
					eq(registerImport.register, spec.register),
					eq(registerImport.state, 'writing'),
					ne(registerImport.id, id)
				)
			);
		if (other) throw conflict('imports_another_runs');
		await tx
			.update(registerImport)
			.set({ state: 'writing', mode, problem: '' })
			.where(eq(registerImport.id, id));
		await beginProgress(tx, importProgressKey(id), rows, at);
		const after = { register: spec.register, mode, rows };
		await recordAudit(tx, {
			...{ actor, action: 'import.confirmed', noun: 'import', recordId: id, after, at }
		});
		await enqueue(tx, IMPORT_JOB);
	});
}

/**
 * Lets the last import that was written be taken back, in the background: what nothing has touched since. Recorded as
 * `import.taken_back` when it is done. Throws NotFound, Conflict `imports_moved_on`, `imports_not_last`.
 */
export async function takeBack(
	db: Db,
	actor: Actor,
	spec: ImportSpec,
	id: string,
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const { counts } = await lockImport(tx, actor, spec, id, ['done']);
		if ((await lastWritten(tx, spec.register)) !== id) throw conflict('imports_not_last');
		await tx
			.update(registerImport)
			.set({ state: 'undoing', undoneById: actor.personId })
			.where(eq(registerImport.id, id));
		await beginProgress(tx, importProgressKey(id), counts.written, clock.now());
		await enqueue(tx, IMPORT_JOB);
	});
}
