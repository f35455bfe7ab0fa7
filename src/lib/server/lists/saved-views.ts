import { and, eq, sql, type Placeholder, type SQL } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { registersChannel } from '#lib/server/db/kept.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { savedView } from './tables.ts';

export type SavedView = { id: string; name: string; query: string; shared: boolean; mine: boolean };

/**
 * The person's own saved views of a list and those shared with the desk, by name, as one JSON value for a query that
 * reads more than them. `me` is the person or their placeholder.
 */
export const savedViewsAsJson = (me: string | Placeholder, list: string): SQL =>
	sql`(select coalesce(json_agg(json_build_object('id', v.id, 'name', v.name, 'query', v.query,
			'shared', v.shared, 'mine', v.person_id = ${me}::uuid) order by v.name), '[]')
		from ${savedView} v where v.list = ${list} and (v.person_id = ${me}::uuid or v.shared))`;

/** The person's own saved views of a list and those shared with the desk, by name. */
export async function listSavedViews(db: DbOrTx, actor: Actor, list: string): Promise<SavedView[]> {
	const [found] = await db.execute<{ views: SavedView[] }>(
		sql`select ${savedViewsAsJson(actor.personId, list)} as views`
	);
	return found?.views ?? [];
}

/** Keeps the present filters and order under a name. Own record: nothing is audited. */
export async function saveView(
	db: DbOrTx,
	actor: Actor,
	view: { list: string; name: string; query: string; shared: boolean },
	clock: Clock
): Promise<string> {
	const id = newId();
	await db
		.insert(savedView)
		.values({ id, personId: actor.personId, ...view, createdAt: clock.now() });
	await announce(db);
	return id;
}

/** Throws away one of the person's own views. Throws NotFound for anybody else's. */
export async function removeView(db: DbOrTx, actor: Actor, id: string): Promise<void> {
	const gone = await db
		.delete(savedView)
		.where(and(eq(savedView.id, id), eq(savedView.personId, actor.personId)))
		.returning({ id: savedView.id });
	if (gone.length === 0) throw notFound();
	await announce(db);
}

/** Processes keep what stands beside the queue: they read it again. */
const announce = (db: DbOrTx) =>
	db.execute(sql`select pg_notify(${registersChannel}, 'saved_view')`);
