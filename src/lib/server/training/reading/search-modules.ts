import { sql, type SQL } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { derivedStems } from '#lib/server/search/derived-forms.ts';
import { anyWord } from '#lib/server/search/search-query.ts';
import { searchWords } from '#lib/server/search/words.ts';
import { trainingModule, trainingPage } from '../modules/tables.ts';

/** A page of a module that was found, in the reader's language where it is translated. */
export type ModuleHit = { slug: string; pageId: string; pageTitle: string; moduleTitle: string };

/**
 * Pages of modules that hold the words, best first: bent as they are in Estonian, Russian or English, begun, or made
 * from the same Estonian verb. A word in any language finds the page, which is then named in the reader's. All words
 * of a longer search count more than one of them. Everybody: modules are everybody's to read. One query.
 */
export async function searchModules(
	db: DbOrTx,
	text: string,
	{ locale, limit }: { locale: Locale; limit: number }
): Promise<ModuleHit[]> {
	const words = searchWords(text);
	const meant = words.filter((word) => word.length > 2);
	const query = anyWord((meant.length ? meant : words).join(' '));
	if (!query) return [];
	const derived = derivedQuery(meant);
	const wide = derived ? sql`(select ${query} || ${derived})` : query;
	const rank = (words: SQL) => sql`ts_rank(${trainingPage.search}, ${words})`;
	const score = derived ? sql`${rank(query)} * 2 + ${rank(wide)}` : rank(query);
	return db.execute<ModuleHit>(sql`
		with hit as (
			select ${trainingPage.editionId} as edition_id, ${trainingPage.pageId} as page_id,
				max(${score}) as score
			from ${trainingPage}
			where ${trainingPage.current} and ${trainingPage.search} @@ ${wide}
			group by 1, 2 order by 3 desc, 1, 2 limit ${limit}
		)
		select m.slug, hit.page_id as "pageId", coalesce(own.title, source.title) as "pageTitle",
			coalesce(m.titles ->> ${locale}, m.titles ->> (m.facts ->> 'source')) as "moduleTitle"
		from hit join ${trainingModule} m on m.edition_id = hit.edition_id and m.active
		join ${trainingPage} source on source.edition_id = hit.edition_id
			and source.page_id = hit.page_id and source.locale = m.facts ->> 'source'
		left join ${trainingPage} own on own.edition_id = hit.edition_id
			and own.page_id = hit.page_id and own.locale = ${locale}
		order by hit.score desc, hit.edition_id, source.position`);
}

function derivedQuery(words: readonly string[]): SQL | undefined {
	const stems = words.flatMap(derivedStems);
	if (stems.length === 0) return undefined;
	return sql.join(
		stems.map((stem) => sql`to_tsquery('simple', ${`${stem}:*`})`),
		sql` || `
	);
}
