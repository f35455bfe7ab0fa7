import { sql, type SQL } from 'drizzle-orm';
import { isOver } from './review-sql.ts';

/** What stands of a line: its answer; one that went by another way before anybody answered is over. */
export const standOf = (today: string): SQL => sql`(case
	when l.answer is not null then l.answer when ${isOver(today)} then 'over' else 'none' end)`;

/** How its taking away stands: done when what it takes away is gone; refused when the desk closed the task without that. */
export const removalOf = (today: string): SQL => sql`(case
	when l.answer is distinct from 'remove' then null
	when ${isOver(today)} then 'done'
	when t.done_at is not null then 'refused'
	when t.due_on < ${today}::date then 'late' else 'open' end)`;
