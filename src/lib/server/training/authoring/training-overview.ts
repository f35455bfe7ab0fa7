import { sql, type SQL } from 'drizzle-orm';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Figures } from '#lib/training/authoring/figures.ts';
import type { OverviewBy } from '#lib/training/authoring/list-shapes.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { trainingModule, trainingPage } from '../modules/tables.ts';
import { figureColumns, learnersOf } from './module-figures.ts';

/** One line of the overview: a module, a unit, or a product or system. */
export type OverviewRow = Figures & {
	/** Key of the module, id of the unit, slug of the software. */
	id: string;
	name: LocalizedText;
	/** At which page most of those who have not done it are; of modules only. */
	stopsAt: string | null;
};

type Found = Figures & {
	id: string;
	name: LocalizedText | Partial<Record<Locale, string>>;
	stopsAt: string | null;
};

/**
 * Training by module, by unit or by software: how many have it to do or did it, began, passed, are late, how long it
 * takes, where people stop. Of one module when its id is given. Authors all, the desk and auditors the people of their
 * units. Throws Forbidden.
 */
export async function trainingOverview(
	db: DbOrTx,
	actor: Actor,
	input: { by: OverviewBy; moduleId?: string },
	clock: Clock
): Promise<OverviewRow[]> {
	const modules = input.moduleId === undefined ? null : [input.moduleId];
	const who = learnersOf(actor, modules, isoDay(clock.now()));
	const rows = await db.execute<Found>(QUERIES[input.by](who));
	return rows.map((row) => ({ ...row, name: moduleTitle(row.name) }));
}

const QUERIES: Record<OverviewBy, (who: SQL) => SQL> = {
	module: (who) => sql`
		select m.key as id, m.titles as name, f.assigned, f.started, f.passed, f.overdue,
			f."medianMinutes", (
				select g.title from ${trainingPage} g
				where g.edition_id = m.edition_id and g.page_id = f.place
					and g.locale = m.facts->>'source'
			) as "stopsAt"
		from (
			select who.module_id, ${figureColumns}, mode() within group (order by who.place) as place
			from (${who}) who group by who.module_id
		) f join ${trainingModule} m on m.id = f.module_id
		order by f.overdue desc, m.key`,
	unit: (who) => sql`
		select u.id, u.name, ${figureColumns}, null as "stopsAt"
		from (${who}) who join ${unit} u on u.id = who.unit_id
		group by u.id, u.name order by overdue desc, u.name->>'et'`,
	software: (who) => sql`
		select taught.slug as id, coalesce(to_jsonb(i.name), jsonb_build_object('et', s.name),
				jsonb_build_object('et', taught.slug)) as name,
			${figureColumns}, null as "stopsAt"
		from (${who}) who
		join ${trainingModule} m on m.id = who.module_id
		cross join lateral jsonb_array_elements_text(m.facts->'software') taught(slug)
		left join ${informationSystem} i on i.slug = taught.slug
		left join ${softwareProduct} s on s.slug = taught.slug
		group by taught.slug, i.name, s.name order by overdue desc, taught.slug`
};
