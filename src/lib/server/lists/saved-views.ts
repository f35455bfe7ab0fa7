import { and, eq, or } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { savedView } from './tables.ts';

export type SavedView = { id: string; name: string; query: string; shared: boolean; mine: boolean };

/** The person's own saved views of a list and those shared with the desk, by name. */
export async function listSavedViews(db: DbOrTx, actor: Actor, list: string): Promise<SavedView[]> {
	const rows = await db
		.select()
		.from(savedView)
		.where(
			and(
				eq(savedView.list, list),
				or(eq(savedView.personId, actor.personId), eq(savedView.shared, true))
			)
		)
		.orderBy(savedView.name);
	return rows.map(({ id, name, query, shared, personId }) => ({
		id,
		name,
		query,
		shared,
		mine: personId === actor.personId
	}));
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
	return id;
}

/** Throws away one of the person's own views. Throws NotFound for anybody else's. */
export async function removeView(db: DbOrTx, actor: Actor, id: string): Promise<void> {
	const gone = await db
		.delete(savedView)
		.where(and(eq(savedView.id, id), eq(savedView.personId, actor.personId)))
		.returning({ id: savedView.id });
	if (gone.length === 0) throw notFound();
}
