import { and, asc, eq, inArray, notInArray } from 'drizzle-orm';
import { DomainError } from '#lib/errors.ts';
import { IMPORT_WORKING, type ImportState } from '#lib/imports/import-states.ts';
import { findActor } from '#lib/server/auth/actor-row.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { isDatabaseAway } from '#lib/server/db/database-away.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { log } from '#lib/server/web/log.ts';
import { checkImport } from './check-import.ts';
import type { ImportRecord } from './import-record.ts';
import type { ImportSpec } from './import-spec.ts';
import { registerImport } from './tables.ts';
import { undoImport } from './undo-import.ts';
import { RegisterChanged, writeImport } from './write-import.ts';

/**
 * The job `import.run`: does what imports wait for, the oldest first, as whoever brought the file. One that was
 * interrupted is begun anew: nothing of it was left.
 */
export const runImports =
	(specs: readonly ImportSpec[]): JobHandler =>
	async ({ db, clock }) => {
		const tried: string[] = [];
		for (;;) {
			const [next] = await db
				.select()
				.from(registerImport)
				.where(
					and(
						inArray(registerImport.state, [...IMPORT_WORKING]),
						notInArray(registerImport.id, tried)
					)
				)
				.orderBy(asc(registerImport.madeAt))
				.limit(1);
			if (!next) return;
			const { id, state } = next;
			await runOne(db, specs, next, clock);
			const [after] = await db
				.select({ state: registerImport.state })
				.from(registerImport)
				.where(eq(registerImport.id, id));
			// A changed register is looked through at once; what has not moved on waits for its turn.
			if (after?.state === state) tried.push(id);
		}
	};

async function runOne(
	db: Db,
	specs: readonly ImportSpec[],
	record: ImportRecord,
	clock: Clock
): Promise<void> {
	const { id, state, madeById, undoneById } = record;
	try {
		const spec = specs.find(({ register }) => register === record.register);
		const byId = state === 'undoing' ? (undoneById ?? madeById) : madeById;
		const actor = await findActor(db, byId, clock.now());
		if (!spec || !actor || !spec.mayImport(actor)) {
			return await settle(db, id, fallBack(state), { key: 'errors_forbidden' });
		}
		if (state === 'checking') await checkImport(db, actor, spec, record, clock);
		if (state === 'writing') await writeImport(db, actor, spec, record, clock);
		if (state === 'undoing') await undoImport(db, actor, spec, record, clock);
	} catch (problem) {
		if (isDatabaseAway(problem)) throw problem;
		if (problem instanceof RegisterChanged) {
			return settle(db, id, 'checking', { key: 'imports_register_changed' });
		}
		if (problem instanceof DomainError) {
			const { messageKey: key, details: params, issues } = problem;
			const [issue] = Object.values(issues).flat();
			return settle(db, id, fallBack(state), { key: issue ?? key, params });
		}
		log.error({ err: problem, import: id }, 'an import failed');
		await settle(db, id, fallBack(state), { key: 'imports_broke' });
	}
}

/** What could not be taken back still stands. */
const fallBack = (state: ImportState): ImportState => (state === 'undoing' ? 'done' : 'failed');

async function settle(
	db: Db,
	id: string,
	state: ImportState,
	problem: { key: string; params?: Record<string, string> }
): Promise<void> {
	await db
		.update(registerImport)
		.set({ state, problem: JSON.stringify(problem) })
		.where(eq(registerImport.id, id));
}
