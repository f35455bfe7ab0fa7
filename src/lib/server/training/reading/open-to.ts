import { sql, type SQL } from 'drizzle-orm';
import { completion, obligation } from '../duty/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { readingPlace } from './tables.ts';

/**
 * A condition on a module: this person may read it. Everybody every active one; one that is no longer offered those who
 * have begun it, have to do it or have done it.
 */
export function isOpenTo(personId: string): SQL {
	const theirs = (table: SQL) =>
		sql`exists (select from ${table} x where x.person_id = ${personId}::uuid
			and x.module_id = ${trainingModule.id})`;
	return sql`(${trainingModule.active} or ${theirs(sql`${readingPlace}`)}
		or ${theirs(sql`${obligation}`)} or ${theirs(sql`${completion}`)})`;
}
