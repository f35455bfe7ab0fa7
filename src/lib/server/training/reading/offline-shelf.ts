import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { OfflineShelf } from '#lib/training/keeping.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { changeToRead, obligation } from '../duty/tables.ts';
import { trainingEdition, trainingModule, trainingPage, trainingText } from '../modules/tables.ts';
import { readingPlace } from './tables.ts';

type Row = {
	slug: string;
	editionId: string;
	title: string;
	pageIds: string[];
	media: { name: string; hash: string; type: string }[];
};

/** Larger files are not kept on a phone. */
const LARGEST_KEPT = 5_000_000;
const MOST_MODULES = 20;

/**
 * What this person's device may keep to read without a connection: the pages and pictures of modules they have to
 * do, have begun or have changes of, in their language. Nothing on a computer that others use, too: what is kept would
 * still be there for the next one. Everybody, for themselves. One query.
 */
export async function offlineShelf(
	db: DbOrTx,
	actor: Actor,
	{ locale, sharedComputer }: { locale: Locale; sharedComputer: boolean }
): Promise<OfflineShelf> {
	const me = actor.personId;
	if (sharedComputer) return { personId: me, modules: [] };
	const rows = await db.execute<Row>(sql`
		select m.slug, e.id as "editionId",
			coalesce(m.titles ->> ${locale}, m.titles ->> (m.facts ->> 'source')) as title,
			(select jsonb_agg(p.page_id order by p.position) from ${trainingPage} p
				where p.edition_id = e.id and p.locale = m.facts ->> 'source') as "pageIds",
			(select coalesce(jsonb_agg(f), '[]') from jsonb_array_elements(e.media) f
				where (f ->> 'size')::int <= ${LARGEST_KEPT} and exists (
					select from ${trainingText} t where t.edition_id = e.id
						and t.locale = case when m.titles ? ${locale} then ${locale} else m.facts ->> 'source' end
						and position(f ->> 'name' in t.body) > 0)) as media
		from ${trainingModule} m join ${trainingEdition} e on e.id = m.edition_id
		where m.id in (
			select module_id from ${obligation} where person_id = ${me} and closed_at is null
			union select module_id from ${changeToRead} where person_id = ${me} and read_at is null
			union (select module_id from ${readingPlace} where person_id = ${me}
				order by at desc limit ${MOST_MODULES})
		)
		order by m.slug limit ${MOST_MODULES}`);
	return {
		personId: me,
		modules: rows.map((row) => {
			const addresses = addressesOf(row);
			const stamp = createHash('sha256')
				.update(`${row.editionId} ${locale} ${addresses.join(' ')}`)
				.digest('hex')
				.slice(0, 16);
			return { slug: row.slug, title: row.title, stamp, addresses };
		})
	};
}

function addressesOf({ slug, pageIds, media }: Row): string[] {
	const base = `/training/${slug}`;
	return [
		base,
		...(pageIds ?? []).map((id) => `${base}/${encodeURIComponent(id)}`),
		...media.map(({ name, hash }) => {
			const path = name.split('/').map(encodeURIComponent).join('/');
			return `${base}/media/${path}?v=${hash.slice(0, 12)}`;
		})
	];
}
