import { sql } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { trainingEdition, trainingPage } from '../modules/tables.ts';
import { pageRead } from '../reading/tables.ts';
import { learnersOf } from './module-figures.ts';
import { seenPeople } from './seen-people.ts';

/** A page of the edition in force: how many have read it, and how many have stopped at it. */
export type PageStop = { pageId: string; title: string; read: number; stopped: number };

/**
 * Where people stop: for each page of an edition, in its source language, how many have read it to the end and how many
 * of those who have not done the module were there last. Of people the reader may see. Throws Forbidden.
 */
export async function pageStops(
	db: DbOrTx,
	actor: Actor,
	{ moduleId, editionId }: { moduleId: string; editionId: string },
	now: Date
): Promise<PageStop[]> {
	const seen = seenPeople(actor) ?? sql`true`;
	const rows = await db.execute<PageStop>(sql`
		with who as (${learnersOf(actor, [moduleId], isoDay(now))})
		select g.page_id as "pageId", g.title, coalesce(r.read, 0) as read, coalesce(s.stopped, 0) as stopped
		from ${trainingPage} g
		left join (
			select page_id, count(*)::int as read from ${pageRead}
			join ${person} p on p.id = person_id and p.status = 'active' and ${seen}
			where module_id = ${moduleId}::uuid group by page_id
		) r on r.page_id = g.page_id
		left join (
			select place, count(*)::int as stopped from who where place is not null group by place
		) s on s.place = g.page_id
		where g.edition_id = ${editionId}::uuid
			and g.locale = (select facts->>'source' from ${trainingEdition} where id = ${editionId}::uuid)
		order by g.position`);
	return [...rows];
}
