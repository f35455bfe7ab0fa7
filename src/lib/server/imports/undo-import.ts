import { and, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { addProgress, beginProgress } from '#lib/server/jobs/job-progress.ts';
import { importProgressKey, type ImportRecord } from './import-record.ts';
import type { ImportSpec } from './import-spec.ts';
import { batchesOf } from './row-store.ts';
import { registerImport, registerImportRow } from './tables.ts';
import { takeRegister } from './write-import.ts';

const ROWS_AT_ONCE = 1000;

/**
 * Takes an import back in one transaction: rows that nothing has touched since. The others stay and say why. Recorded as
 * `import.taken_back`.
 */
export async function undoImport(
	db: Db,
	actor: Actor,
	spec: ImportSpec,
	record: ImportRecord,
	clock: Clock
): Promise<void> {
	const { id, counts } = record;
	const key = importProgressKey(id);
	await beginProgress(db, key, counts.written, clock.now());
	await withTransaction(db, async (tx) => {
		if (!(await takeRegister(tx, spec.register))) return;
		const at = clock.now();
		let undone = 0;
		for await (const rows of batchesOf(tx, id, ROWS_AT_ONCE, { only: 'written' })) {
			const standing = rows.flatMap((row) => (row.doneAt ? [{ ...row, doneAt: row.doneAt }] : []));
			const kept = await spec.undo(tx, actor, standing, at);
			const staying = new Set(kept.map(({ row }) => row));
			const gone = standing.filter(({ row }) => !staying.has(row)).map(({ row }) => row);
			await tx
				.update(registerImportRow)
				.set({ undoneAt: at })
				.where(and(eq(registerImportRow.importId, id), inArray(registerImportRow.row, gone)));
			for (const { row, problem } of kept) {
				await tx
					.update(registerImportRow)
					.set({ problems: [problem] })
					.where(and(eq(registerImportRow.importId, id), eq(registerImportRow.row, row)));
			}
			undone += gone.length;
			await addProgress(db, key, rows.length, clock.now());
		}
		await tx
			.update(registerImport)
			.set({ state: 'undone', undoneAt: at, counts: { ...counts, undone } })
			.where(eq(registerImport.id, id));
		const after = { register: spec.register, rows: undone, stayed: counts.written - undone };
		await recordAudit(tx, {
			...{ actor, action: 'import.taken_back', noun: 'import', recordId: id, after, at }
		});
	});
}
