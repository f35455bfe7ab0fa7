import { and, sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { readyQuery } from '#lib/server/db/ready-query.ts';
import { savedViewsAsJson, type SavedView } from '#lib/server/lists/saved-views.ts';
import { serviceRequest } from '../tables.ts';
import {
	COUNTS_KEPT_MS,
	queueScope,
	VIEWS,
	viewValues,
	type QueueView,
	type ViewValues
} from './queue-views.ts';

const COUNTED = [
	'mine',
	'overdue',
	'today',
	'unassigned',
	'approval',
	'requester',
	'vendor',
	'open'
] as const satisfies readonly QueueView[];

type Counts = Partial<Record<(typeof COUNTED)[number], number>>;
/** What stands beside the queue. */
export type QueueRail = { counts: Counts; views: SavedView[] };

const rail = (values: ViewValues, scope: SQL | undefined) => {
	const counts = COUNTED.map(
		(view) => sql`${sql.raw(`'${view}'`)}, (select count(*) from (select 1 from ${serviceRequest}
			where ${and(scope, VIEWS[view](values))} limit 999) found)`
	);
	return sql`select json_build_object(${sql.join(counts, sql`, `)}) as counts,
		${savedViewsAsJson(values.me, 'requests')} as views`;
};

const railOfAll = readyQuery<QueueRail>(() =>
	rail(
		{
			me: sql.placeholder('me'),
			now: sql.placeholder('now'),
			tomorrow: sql.placeholder('tomorrow')
		},
		undefined
	)
);

/**
 * What stands beside the queue, in one query: how many requests the standing views hold for this person (more than
 * 999 stay 999), and the saved views, own and shared.
 */
export async function queueRail(db: Db, actor: Actor, now: Date): Promise<QueueRail> {
	const name = `requests rail ${actor.personId}`;
	return kept(db, name, () => readRail(db, actor, now), COUNTS_KEPT_MS);
}

async function readRail(db: Db, actor: Actor, now: Date): Promise<QueueRail> {
	const scope = queueScope(actor);
	const values = viewValues({ actor, now });
	const [row] = await (scope
		? db.execute<QueueRail>(rail(values, scope))
		: railOfAll(db, {
				me: values.me,
				now: values.now.toISOString(),
				tomorrow: values.tomorrow.toISOString()
			}));
	return row ?? { counts: {}, views: [] };
}
