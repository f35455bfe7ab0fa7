import { sql, type SQL } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import { openCountsSince } from '../duty/standing-sql.ts';
import { changeToRead, obligation } from '../duty/tables.ts';
import { trainingEdition, trainingModule, trainingPage } from '../modules/tables.ts';
import { pageRead } from './tables.ts';

/** A module that waits for somebody: to be done, or to be looked through because it has changed. */
export type ModuleToDo = {
	slug: string;
	titles: Partial<Record<Locale, string>>;
	source: Locale;
	minutes: number;
	pages: number;
	/** Of those, read in the cycle that counts now. */
	read: number;
	dueOn: string | null;
	isChange: boolean;
};

/**
 * What a person has to do in training, earliest due first, as rows of a larger query; modules that were taken out of use
 * are not asked for. `me` is an SQL value.
 */
export function trainingToDo(me: SQL | ReturnType<typeof sql.placeholder>, limit: number): SQL {
	return sql`
		select m.slug, m.titles, m.facts ->> 'source' as source,
			(m.facts ->> 'minutes')::int as minutes, e.page_count as pages,
			(select count(*)::int from ${pageRead} r join ${trainingPage} p on p.edition_id = e.id
				and p.locale = m.facts ->> 'source' and p.page_id = r.page_id
				where r.person_id = ${me} and r.module_id = m.id
					and (t.since is null or r.read_at >= t.since)) as read,
			t.due_on as "dueOn", t.change as "isChange"
		from (
			select o.module_id, o.due_on, false as change,
				${openCountsSince()} as since
			from ${obligation} o where o.person_id = ${me} and o.closed_at is null
			union all
			select c.module_id, c.due_on, true, null from ${changeToRead} c
			where c.person_id = ${me} and c.read_at is null and not exists (
				select from ${obligation} o where o.person_id = c.person_id
					and o.module_id = c.module_id and o.closed_at is null)
		) t
		join ${trainingModule} m on m.id = t.module_id and m.active
		join ${trainingEdition} e on e.id = m.edition_id
		order by t.due_on nulls last, m.slug limit ${sql.raw(String(limit))}`;
}
