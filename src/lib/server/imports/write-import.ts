import { eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit, recordingLast } from '#lib/server/audit/record-audit.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { addProgress, beginProgress } from '#lib/server/jobs/job-progress.ts';
import { headingsOf } from './check-import.ts';
import { importProgressKey, type ImportRecord } from './import-record.ts';
import type { ImportSpec, PlannedRow } from './import-spec.ts';
import { batchesOf, markWritten, refuseRows } from './row-store.ts';
import { registerImport } from './tables.ts';

const ROWS_AT_ONCE = 500;

/** The register is not any more what it was when the rows were looked through. */
export class RegisterChanged extends Error {
	override name = 'RegisterChanged';
}

/** Only one import of a register is at work, however many runners there are. Gives whether this one may. */
export async function takeRegister(tx: Tx, register: string): Promise<boolean> {
	const [row] = await tx.execute<{ mine: boolean }>(
		sql`select pg_try_advisory_xact_lock(hashtext('import'), hashtext(${register})) as mine`
	);
	return row?.mine === true;
}

/**
 * Writes the rows of an import in one transaction: all of it stands or nothing does, also when the portal ends in the
 * middle. Each row is looked at once more; one that would do something else than was shown is refused, or, when all or
 * none were to be written, throws RegisterChanged. Recorded as `import.written`.
 */
export async function writeImport(
	db: Db,
	actor: Actor,
	spec: ImportSpec,
	record: ImportRecord,
	clock: Clock
): Promise<void> {
	const { id, counts } = record;
	const key = importProgressKey(id);
	const total = counts.insert + counts.change;
	await beginProgress(db, key, total * 2, clock.now());
	// Beside the transaction, so that others see it.
	const progress = (rows: number) => addProgress(db, key, rows, clock.now());
	await withTransaction(db, async (tx) => {
		if (!(await takeRegister(tx, spec.register))) return;
		const at = clock.now();
		const { good, stale } = await lookAgain(tx, actor, spec, record, progress);
		if (stale.length > 0 && record.mode === 'all') throw new RegisterChanged('Rows changed.');
		await refuseRows(tx, id, stale);
		const options = { alsoMove: record.alsoMove };
		const written = await recordingLast(tx, () =>
			spec.write(tx, actor, good, { at, options, progress })
		);
		await markWritten(tx, id, written, at);
		const after = { ...counts, written: written.length, refused: counts.refused + stale.length };
		await tx
			.update(registerImport)
			.set({ state: 'done', finishedAt: at, counts: after })
			.where(eq(registerImport.id, id));
		await recordAudit(tx, {
			...{ actor, action: 'import.written', noun: 'import', recordId: id, at },
			after: { register: spec.register, fileName: record.fileName, rows: written.length }
		});
	});
}

async function lookAgain(
	tx: Tx,
	actor: Actor,
	spec: ImportSpec,
	record: ImportRecord,
	progress: (rows: number) => Promise<void>
): Promise<{ good: PlannedRow[]; stale: PlannedRow[] }> {
	const headings = headingsOf(record);
	const plan = await spec.planner(tx, actor, { alsoMove: record.alsoMove }, headings);
	const good: PlannedRow[] = [];
	const stale: PlannedRow[] = [];
	const kinds = { kinds: ['insert', 'change'] as const };
	for await (const shown of batchesOf(tx, record.id, ROWS_AT_ONCE, kinds)) {
		const raw = shown.map(({ row, values }) => ({ row, values }));
		const now = await plan(tx, raw);
		now.forEach((planned, n) => {
			if (sameDeed(planned, shown[n])) good.push(planned);
			else stale.push({ ...planned, problems: staleProblems(planned) });
		});
		await progress(shown.length);
	}
	return { good, stale };
}

const staleProblems = ({ kind, problems }: PlannedRow) =>
	kind === 'refused' ? problems : [{ heading: '', key: 'imports_changed_meanwhile' }];

const deed = ({ kind, recordId, before, after }: PlannedRow) =>
	sorted({ kind, recordId, before, after });

const sameDeed = (planned: PlannedRow, shown: PlannedRow | undefined): boolean =>
	shown !== undefined && deed(planned) === deed(shown);

/** As JSON with keys in order: the database keeps them in its own. */
const sorted = (value: unknown): string =>
	JSON.stringify(value, (_, one: unknown) =>
		typeof one === 'object' && one !== null && !Array.isArray(one)
			? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
			: one
	);
