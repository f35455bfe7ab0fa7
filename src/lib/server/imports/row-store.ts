import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { ImportCounts, ImportRowKind } from '#lib/imports/import-states.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';
import type { PlannedRow, RowSide, WrittenRow } from './import-spec.ts';
import { registerImportRow } from './tables.ts';

export type StoredRow = PlannedRow & { doneAt: Date | null; undoneAt: Date | null };

/** Keeps planned rows of an import. */
export async function storeRows(
	db: DbOrTx,
	importId: string,
	rows: readonly PlannedRow[]
): Promise<void> {
	if (rows.length === 0) return;
	await db.insert(registerImportRow).values(rows.map((row) => ({ importId, ...row })));
}

/** Adds rows to the count of their kinds. */
export function countRows(counts: ImportCounts, rows: readonly PlannedRow[]): ImportCounts {
	const next = { ...counts, read: counts.read + rows.length };
	for (const { kind } of rows) next[kind]++;
	return next;
}

export type RowFilter = {
	kinds?: readonly ImportRowKind[];
	/** Only rows that were written, or that were written and still stand. */
	only?: 'written' | 'standing';
};

/** Rows of an import in their order after a row, at most so many. */
export async function rowsAfter(
	db: DbOrTx,
	importId: string,
	after: number,
	limit: number,
	{ kinds, only }: RowFilter = {}
): Promise<StoredRow[]> {
	const { importId: of, row, kind, doneAt, undoneAt } = registerImportRow;
	const rows = await db
		.select()
		.from(registerImportRow)
		.where(
			and(
				eq(of, importId),
				gt(row, after),
				kinds && inArray(kind, [...kinds]),
				only && sql`${doneAt} is not null`,
				only === 'standing' ? isNull(undoneAt) : undefined
			)
		)
		.orderBy(asc(row))
		.limit(limit);
	return rows.map(({ before, after: side, ...rest }) => ({
		...rest,
		before: before as RowSide | null,
		after: side as RowSide | null
	}));
}

/** All rows of an import, some hundreds at a time. */
export async function* batchesOf(
	db: DbOrTx,
	importId: string,
	size: number,
	filter?: RowFilter
): AsyncGenerator<StoredRow[]> {
	for (let after = 0; ;) {
		const rows = await rowsAfter(db, importId, after, size, filter);
		if (rows.length > 0) yield rows;
		if (rows.length < size) return;
		after = rows.at(-1)?.row ?? after;
	}
}

/** Forgets what was found in the rows before. */
export async function dropRows(db: DbOrTx, importId: string): Promise<void> {
	await db.delete(registerImportRow).where(eq(registerImportRow.importId, importId));
}

/** Marks rows as written, with the records that they became. */
export async function markWritten(
	tx: Tx,
	importId: string,
	rows: readonly WrittenRow[],
	at: Date
): Promise<void> {
	for (let start = 0; start < rows.length; start += 1000) {
		const some = rows.slice(start, start + 1000);
		const facts = JSON.stringify(
			some.map(({ row, recordId, after }) => ({ row, id: recordId, after: after ?? null }))
		);
		await tx.execute(sql`
			update ${registerImportRow} r
			set record_id = f.id, after = coalesce(f.after, r.after), done_at = ${at.toISOString()}::timestamptz
			from jsonb_to_recordset(${facts}::text::jsonb) as f(row int, id uuid, after jsonb)
			where r.import_id = ${importId} and r.row = f.row`);
	}
}

/** Refuses rows that were good before: with why. */
export async function refuseRows(
	tx: Tx,
	importId: string,
	rows: readonly PlannedRow[]
): Promise<void> {
	for (const { row, problems } of rows) {
		await tx
			.update(registerImportRow)
			.set({ kind: 'refused', problems })
			.where(and(eq(registerImportRow.importId, importId), eq(registerImportRow.row, row)));
	}
}
