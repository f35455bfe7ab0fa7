import { sql } from 'drizzle-orm';
import { titleMatcher, type ReportedTitle } from '#lib/software/match-title.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { allRules } from './rules.ts';
import { softwareTitle } from './tables.ts';

const keyOf = ({ name, publisher }: ReportedTitle) => JSON.stringify([name, publisher]);

/**
 * The rows of these names, made where devices report them for the first time: each is the product that the rules say.
 * The names come in one order for everybody (`readSoftwares`).
 */
export async function titleRows(
	tx: Tx,
	titles: readonly ReportedTitle[],
	at: Date
): Promise<{ idOf: (title: ReportedTitle) => string; areNew: boolean }> {
	const known = await find(tx, titles);
	const fresh = [...new Map(titles.map((title) => [keyOf(title), title])).values()].filter(
		(title) => !known.has(keyOf(title))
	);
	if (fresh.length > 0) {
		const ruleFor = titleMatcher(await allRules(tx));
		const rows = fresh.map(({ name, publisher }) => {
			const rule = ruleFor({ name, publisher });
			return {
				...{ id: newId(), name, publisher, firstSeenAt: at },
				...{ productId: rule?.productId ?? null, ruleId: rule?.id ?? null },
				ignored: rule !== undefined && rule.productId === null
			};
		});
		await tx.insert(softwareTitle).values(rows).onConflictDoNothing();
		// What another report has made meanwhile is seen by a new look.
		for (const [key, id] of await find(tx, fresh)) known.set(key, id);
	}
	return {
		idOf: (title) => {
			const id = known.get(keyOf(title));
			if (!id) throw new Error('A name that was just written is not there.');
			return id;
		},
		areNew: fresh.length > 0
	};
}

async function find(tx: Tx, titles: readonly ReportedTitle[]): Promise<Map<string, string>> {
	const said = JSON.stringify(titles.map(({ name, publisher }) => ({ name, publisher })));
	const rows = await tx.execute<{ id: string; name: string; publisher: string }>(sql`
		select t.id, t.name, t.publisher from ${softwareTitle} t
		join (select distinct name, publisher
			from jsonb_to_recordset(${said}::text::jsonb) as said (name text, publisher text)) said
			on said.name = t.name and said.publisher = t.publisher`);
	return new Map(rows.map((row) => [keyOf(row), row.id]));
}
