import { completeAccessTask } from '#lib/server/access/tasks/complete-access-task.ts';
import { accessTask } from '#lib/server/access/tasks/tables.ts';
import { and, eq, isNull } from 'drizzle-orm';
import type { Town } from './sample-town.ts';

/** The desk does what a review asked to take away. */
export async function doReviewRemovals(town: Town, campaignId: string): Promise<void> {
	const { db, clock } = town;
	const agent = await town.actor(town.who('agent@linn.example'));
	const open = await db
		.select({ id: accessTask.id })
		.from(accessTask)
		.where(
			and(
				eq(accessTask.source, 'review'),
				eq(accessTask.sourceId, campaignId),
				isNull(accessTask.doneAt)
			)
		)
		.orderBy(accessTask.id);
	for (const { id: taskId } of open) await completeAccessTask(db, agent, { taskId }, clock);
}
