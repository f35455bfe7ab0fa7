import { inArray, sql } from 'drizzle-orm';
import { isId } from '#lib/ids.ts';
import { forbidden, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { pathsShape } from '#lib/training/course-lists.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { fingerprint } from '#lib/server/people/stale-form.ts';
import { pathRecord, type PathRecord } from './path-record.ts';
import { learningPath, pathStep } from './tables.ts';

/** A path as those who look after paths list it. */
export type PathRow = {
	id: string;
	slug: string;
	title: LocalizedText;
	strict: boolean;
	active: boolean;
	modules: number;
	updatedAt: Date;
	cursor: string;
};

const bySlug = { expr: sql`${learningPath.slug}`, type: 'text' } as const;

/** Every path, also those that are not shown. */
export const pathsList: ListSpec<PathRow> = {
	shape: pathsShape,
	scope: () => undefined,
	filters: { active: (values) => inArray(sql`${learningPath.active}::text`, values) },
	search: (text) => contains(sql`${learningPath.title}::text`, text),
	sorts: {
		title: { keys: [{ expr: sql`lower(${learningPath.title}->>'et')`, type: 'text' }, bySlug] },
		changed: {
			keys: [{ expr: sql`${learningPath.updatedAt}`, type: 'timestamptz' }, bySlug]
		}
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: learningPath.id,
				slug: learningPath.slug,
				title: learningPath.title,
				strict: learningPath.strict,
				active: learningPath.active,
				modules: sql<number>`(select count(*)::int from ${pathStep}
					where ${pathStep.pathId} = ${learningPath.id})`,
				updatedAt: learningPath.updatedAt,
				cursor
			})
			.from(learningPath)
			.where(where)
			.orderBy(...orderBy)
			.limit(limit)
};

/** A page of all paths. Authors, the desk and auditors. Throws Forbidden. */
export async function listAllPaths(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<PathRow>> {
	if (!can(actor, 'training.overview')) throw forbidden();
	return listPage(db, pathsList, { actor, now: clock.now() }, state);
}

/** A path as its form shows it, with the mark the form brings back. Authors and administrators. Throws NotFound. */
export async function getPathForm(
	db: DbOrTx,
	actor: Actor,
	id: string
): Promise<PathRecord & { seen: string }> {
	const path =
		can(actor, 'training.edit') && isId(id) ? await pathRecord(db, id, 'read') : undefined;
	if (!path) throw notFound();
	return { ...path, seen: fingerprint(path) };
}
