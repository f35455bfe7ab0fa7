import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';

/**
 * Tables whose rows stand as they were written, with the names in them: what the law or a proof needs, each with why.
 * The database refuses to change most of them to anybody.
 */
export const NAMES_KEPT_IN: Readonly<Record<string, string>> = {
	act: 'a source document of the accounts, with a hash that signatures were put to',
	act_line: 'part of the same document',
	act_signature: 'who signed a source document of the accounts',
	audit_entry: 'append-only, each row carries the hash of the one before it',
	completion: 'proof of training, with a number that others can check',
	item_move: 'the book of moves that acts made',
	notice_message: 'what people were told of an outage, as it was sent',
	notice_update: 'what was said of an outage, as it was said',
	training_edition: 'what completions refer to by its hash'
};

type Column = { table: string; column: string; type: string; links: string[] };

/**
 * Replaces every copy of somebody's name and address in the texts of the database, but in `NAMES_KEPT_IN`. Columns are
 * found in the database's catalogue, so that a new table is never forgotten. Where it stands within
 * another person's name or address, or is a word like others (`shared`), only rows that refer to this person are touched.
 */
export async function forgetWords(
	tx: Tx,
	personId: string,
	words: { from: string; to: string; shared: boolean }[]
): Promise<void> {
	for (const { table, column, type, links } of await textColumns(tx)) {
		if (table in NAMES_KEPT_IN) continue;
		const [target, field] = [sql.identifier(table), sql.identifier(column)];
		for (const { from, to, shared } of words) {
			if (shared && links.length === 0) continue;
			const mine: SQL = shared
				? sql` and (${sql.join(
						links.map((link) => sql`${sql.identifier(link)} = ${personId}`),
						sql` or `
					)})`
				: sql``;
			for (const written of type === 'jsonb' ? [jsonText] : [asItIs, htmlText]) {
				const [old, now] = [written(from), written(to)];
				if (written === htmlText && old === from) continue;
				const value = sql`replace(${field}::text, ${old}, ${now})`;
				await tx.execute(sql`
					update ${target} set ${field} = ${type === 'jsonb' ? sql`${value}::jsonb` : value}
					where position(${old} in ${field}::text) > 0${mine}`);
			}
		}
	}
}

const asItIs = (text: string): string => text;

/** As it stands within a JSON text. */
const jsonText = (text: string): string => JSON.stringify(text).slice(1, -1);

/** As it stands within the HTML of a letter. */
const htmlText = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');

/** Columns of free text and JSON that the portal may write, with those of the same table that refer to people. */
async function textColumns(tx: Tx): Promise<Column[]> {
	return [
		...(await tx.execute<Column>(sql`
			select c.table_name as "table", c.column_name as "column", c.data_type as "type",
				coalesce((select array_agg(a.attname::text) from pg_constraint k
					join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
					where k.contype = 'f' and k.conrelid = t.oid and k.confrelid = 'person'::regclass), '{}') as links
			from information_schema.columns c
			join pg_class t on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace
			where c.table_schema = 'public' and c.data_type in ('text', 'jsonb') and c.is_generated = 'NEVER'
				and t.relkind = 'r' and has_column_privilege(t.oid, c.column_name, 'update')
			order by 1, 2`))
	];
}
