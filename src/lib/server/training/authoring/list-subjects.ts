import { sql } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';

/** A product or system that a module teaches; the address is null for who may not open the register. */
export type ModuleSubject = { slug: string; name: LocalizedText; href: string | null };

/** The products and systems with these slugs; what no register knows is left out. Everybody may know their names. */
export async function listSubjects(
	db: DbOrTx,
	actor: Actor,
	slugs: readonly string[]
): Promise<ModuleSubject[]> {
	if (slugs.length === 0) return [];
	const wanted = sql`(select jsonb_array_elements_text(${JSON.stringify(slugs)}::jsonb))`;
	const rows = await db.execute<{
		kind: 'software' | 'systems';
		id: string;
		slug: string;
		name: LocalizedText;
	}>(sql`
		select 'software' as kind, id, slug, jsonb_build_object('et', name, 'ru', name) as name
		from ${softwareProduct} where slug in ${wanted}
		union all
		select 'systems', id, slug, name from ${informationSystem} where slug in ${wanted}`);
	const may = { software: can(actor, 'software.read'), systems: can(actor, 'systems.read') };
	return rows.map(({ kind, id, slug, name }) => ({
		...{ slug, name },
		href: may[kind] ? `/admin/${kind}?open=${id}` : null
	}));
}
