import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { townDay } from '#lib/server/db/town-time.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { person } from '#lib/server/people/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { ASSIGN_JOB, TELL_JOB } from './job-names.ts';
import { idArray, momentValue } from './sql-values.ts';
import { obligation } from './tables.ts';

/**
 * Closes what is open of modules that are not offered any more (`module_hidden`), whoever gave it: nobody can do it,
 * and nobody is asked for it. Whoever hides a module records it and has asked whether they may. Returns how many.
 */
export async function endHidden(
	tx: Tx,
	{ moduleIds, personIds }: { moduleIds?: readonly string[]; personIds?: readonly string[] },
	at: Date
): Promise<number> {
	const within = (column: ReturnType<typeof sql>, ids: readonly string[] | undefined) =>
		ids ? sql`and ${column} = any(${idArray(ids)})` : sql``;
	const rows = await tx.execute(sql`
		update ${obligation} o set closed_at = ${momentValue(at)}, closed_as = 'module_hidden'
		from ${trainingModule} m
		where m.id = o.module_id and not m.active and o.closed_at is null
			${within(sql`o.module_id`, moduleIds)} ${within(sql`o.person_id`, personIds)}
		returning o.id`);
	return rows.length;
}

/**
 * Opens again what was closed when a module was hidden, in the cycle it was in and with what had been reached: the days
 * it was away are not counted, and people are told once more. Rules are worked out soon after. Whoever brings a module
 * back records it and has asked whether they may. Returns how many.
 */
export async function restoreShown(tx: Tx, moduleId: string, at: Date): Promise<number> {
	const rows = await tx.execute(sql`
		update ${obligation} o set closed_at = null, closed_as = null, reminded_at = null,
			manager_reminded_at = null,
			due_on = o.due_on + (${isoDay(at)}::date - ${townDay(sql`o.closed_at`)})
		from ${person} p
		where o.module_id = ${moduleId}::uuid and o.closed_as = 'module_hidden'
			and p.id = o.person_id and p.status = 'active'
			and not exists (select from ${obligation} later where later.person_id = o.person_id
				and later.module_id = o.module_id and later.cycle > o.cycle)
		returning o.id`);
	await enqueue(tx, ASSIGN_JOB, { moduleId });
	if (rows.length > 0) await enqueue(tx, TELL_JOB);
	return rows.length;
}
