import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { momentValue } from './sql-values.ts';
import { completedTimes, longestCompletion, renewalOpenOn } from './standing-sql.ts';
import { obligation } from './tables.ts';

/** An obligation that was just opened. */
export type Opened = { id: string; personId: string; moduleId: string; dueOn: string | null };

/** Who wants it, beside the rows themselves. */
export type Opening = {
	origin: 'rule' | 'hand' | 'request' | 'edition';
	assignedById?: string | null;
	requestNumber?: number | null;
	/** A waived or withdrawn obligation stays so: rules do not ask again, people may. */
	respectWaivers: boolean;
	/** A completion that still counts does not stand in the way: a new edition, or somebody asks for it. */
	despiteCompletion?: boolean;
	/** Moment and day of the town. */
	at: Date;
	today: string;
};

/**
 * Opens obligations for rows `person_id`, `module_id`, `rule_id`, `due_days`, `due_on` of a query, at most one a person
 * and module: those who have one open are left as they are, and so are those whose completion counts and cannot be
 * renewed yet. Whoever did it before gets a renewal, due when the old completion ends. Cycles go on counting.
 */
export async function openObligations(tx: Tx, wanted: SQL, how: Opening): Promise<Opened[]> {
	const { today } = how;
	const renewable = renewalOpenOn(sql`c.valid_until`, today);
	const rows = await tx.execute<Opened>(sql`
		insert into ${obligation} (id, person_id, module_id, cycle, origin, rule_id, request_number,
			assigned_by_id, assigned_at, due_on)
		select new_id(), w.person_id, w.module_id,
			1 + greatest(coalesce(before.cycle, 0), coalesce(done.times, 0)),
			case when c.id is not null and ${how.origin !== 'edition'} then 'renewal' else ${how.origin} end,
			w.rule_id, ${how.requestNumber ?? null}::int, ${how.assignedById ?? null}::uuid,
			${momentValue(how.at)},
			case when c.valid_until >= ${today}::date and ${how.origin !== 'edition'}
				then least(c.valid_until, w.due_on)
				else coalesce(w.due_on, ${today}::date
					+ coalesce(w.due_days, (taught.facts->>'dueDays')::int)) end
		from (
			select distinct on (person_id, module_id) person_id, module_id, rule_id, due_days, due_on
			from (${wanted}) asked order by person_id, module_id, due_on nulls last, due_days nulls last
		) w
		join ${person} p on p.id = w.person_id and p.status = 'active'
		join ${trainingModule} taught on taught.id = w.module_id
			and taught.active and taught.edition_id is not null
		left join lateral (
			select b.cycle, b.closed_as, b.closed_at from ${obligation} b
			where b.person_id = w.person_id and b.module_id = w.module_id order by b.cycle desc limit 1
		) before on true
		left join lateral (
			${longestCompletion(sql`w.person_id`, sql`w.module_id`)}
		) c on true
		left join lateral (
			${completedTimes(sql`w.person_id`, sql`w.module_id`)}
		) done on true
		where (before.cycle is null or before.closed_at is not null)
			and (c.id is null or ${renewable} or ${how.despiteCompletion ?? false})
			and not (${how.respectWaivers} and coalesce(before.closed_as in ('waived', 'withdrawn'), false))
		on conflict do nothing
		returning id, person_id as "personId", module_id as "moduleId", due_on as "dueOn"`);
	return [...rows];
}
