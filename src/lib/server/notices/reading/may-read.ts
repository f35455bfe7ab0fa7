import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { person } from '#lib/server/people/tables.ts';
import { notice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';

/** Is somebody of these units among the readers of the notice of the row? */
export const concernsUnits = (unitIds: readonly string[]): SQL => sql`exists (
	select 1 from ${noticeReader} r join ${person} p on p.id = r.person_id
	where r.notice_id = ${notice}.id and p.unit_id in ${unitIds})`;

/**
 * Who may read the notice of the row: its readers, who represents a unit of theirs, everybody where it is public, and
 * whoever keeps notices. Drafts are nobody's here.
 */
export function mayRead(actor: Actor): SQL {
	const { personId, representsUnitIds } = actor;
	if (can(actor, 'notices.read')) return sql`${notice.state} <> 'draft'`;
	const ways = [
		sql`${notice.isPublic}`,
		sql`exists (select 1 from ${noticeReader} r
			where r.notice_id = ${notice}.id and r.person_id = ${personId})`
	];
	if (representsUnitIds.length) ways.push(concernsUnits(representsUnitIds));
	return sql`(${notice.state} <> 'draft' and (${sql.join(ways, sql` or `)}))`;
}
