import { and, desc, eq, inArray } from 'drizzle-orm';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { ImportState } from '#lib/imports/import-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';
import type { ImportSpec } from './import-spec.ts';
import { registerImport } from './tables.ts';

export type ImportRecord = typeof registerImport.$inferSelect;

/** Under which name the progress of an import is kept. */
export const importProgressKey = (id: string) => `import:${id}`;

/** The job that looks through files, writes them and takes them back. */
export const IMPORT_JOB = 'import.run';

/** Somebody whose register has limits sees the files they brought themselves: others name what is not theirs. */
export const seesImport = (actor: Actor, record: Pick<ImportRecord, 'madeById'>): boolean =>
	record.madeById === actor.personId || registerScope(actor) === null;

/** An import of this register as this person may see it. Throws Forbidden, NotFound. */
export async function findImport(
	db: DbOrTx,
	actor: Actor,
	spec: ImportSpec,
	id: string
): Promise<ImportRecord> {
	if (!spec.mayImport(actor)) throw forbidden();
	if (!isId(id)) throw notFound();
	const [found] = await db
		.select()
		.from(registerImport)
		.where(and(eq(registerImport.id, id), eq(registerImport.register, spec.register)));
	if (!found || !seesImport(actor, found)) throw notFound();
	return found;
}

/** The same, locked until the transaction ends. Throws Conflict `imports_moved_on` when it is in another state. */
export async function lockImport(
	tx: Tx,
	actor: Actor,
	spec: ImportSpec,
	id: string,
	states: readonly ImportState[]
): Promise<ImportRecord> {
	await findImport(tx, actor, spec, id);
	const [locked] = await tx
		.select()
		.from(registerImport)
		.where(eq(registerImport.id, id))
		.for('update');
	if (!locked) throw notFound();
	if (!states.includes(locked.state)) throw conflict('imports_moved_on');
	return locked;
}

/** The import that was written last and stands, which is the one that can be taken back. */
export async function lastWritten(db: DbOrTx, register: string): Promise<string | undefined> {
	const [last] = await db
		.select({ id: registerImport.id })
		.from(registerImport)
		.where(and(eq(registerImport.register, register), inArray(registerImport.state, ['done'])))
		.orderBy(desc(registerImport.finishedAt))
		.limit(1);
	return last?.id;
}
