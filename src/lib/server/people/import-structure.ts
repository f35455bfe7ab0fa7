import { conflict } from '#lib/errors.ts';
import type { ImportAction, ImportKind, ImportPreview } from '#lib/people/import-kinds.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { mustEdit } from './edit-scope.ts';
import { planImport, type ImportPlan } from './plan-import.ts';
import { lockStructure } from './structure-tree.ts';
import { writeImport } from './write-import.ts';

/**
 * What importing a file would do: for each row whether it makes, changes or leaves a record, and what is wrong
 * with it. Changes nothing. Administrators without limits. Throws Forbidden; Invalid at `file`.
 */
export async function previewImport(
	db: DbOrTx,
	actor: Actor,
	input: { kind: ImportKind; csv: string }
): Promise<ImportPreview> {
	mustEdit(actor, [null]);
	return previewOf(await planImport(db, input.kind, input.csv));
}

/**
 * Imports a file exactly as it was previewed, in one transaction: every row or none. Administrators without
 * limits. Recorded for each record as by hand, and as `people.imported` with the counts.
 *
 * Throws Forbidden; Invalid at `file`; Conflict `people_import_has_problems` while a row is refused, and
 * `people_import_moved_on` when the register or the file is no longer what the preview showed.
 */
export async function applyImport(
	db: DbOrTx,
	actor: Actor,
	input: { kind: ImportKind; csv: string; token: string },
	clock: Clock = systemClock
): Promise<Record<ImportAction, number>> {
	mustEdit(actor, [null]);
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		await lockStructure(tx);
		const plan = await planImport(tx, input.kind, input.csv);
		if (plan.token !== input.token) throw conflict('people_import_moved_on');
		if (plan.counts.refused > 0) {
			throw conflict('people_import_has_problems', { count: String(plan.counts.refused) });
		}
		const events = await writeImport(tx, actor, plan, at);
		await recordAudits(tx, [
			...events,
			{
				actor,
				action: 'people.imported',
				noun: 'people',
				recordId: newId(),
				after: { kind: input.kind, ...plan.counts },
				at
			}
		]);
		return plan.counts;
	});
}

function previewOf({ kind, rows, counts, token }: ImportPlan): ImportPreview {
	return {
		kind,
		counts,
		token,
		rows: rows.map(({ line, key, action, changes, issues }) => ({
			line,
			key,
			action,
			changes,
			issues
		}))
	};
}
