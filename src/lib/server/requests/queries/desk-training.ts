import { eq } from 'drizzle-orm';
import { effectTargets } from '#lib/catalogue/effect-targets.ts';
import { isoDay } from '#lib/format/moments.ts';
import { isId } from '#lib/ids.ts';
import type { DeskTraining } from '#lib/requests/desk/desk-panel-view.ts';
import type { Db } from '#lib/server/db/client.ts';
import { standingAbout } from '#lib/server/training/authoring/standing-about.ts';
import { requestTask, serviceRequest } from '../tables.ts';

/**
 * Whether the person a request is for did the modules of the software and systems it is about: those its answers name
 * and those its tasks give. Asks nothing of the reader: the panel has asked.
 */
export async function findDeskTraining(db: Db, number: number, now: Date): Promise<DeskTraining[]> {
	const rows = await db
		.select({
			beneficiaryId: serviceRequest.beneficiaryId,
			answers: serviceRequest.answers,
			effect: requestTask.effect
		})
		.from(serviceRequest)
		.leftJoin(requestTask, eq(requestTask.requestId, serviceRequest.id))
		.where(eq(serviceRequest.number, number));
	const [first] = rows;
	if (!first) return [];
	const slugs = rows.flatMap(({ effect }) => {
		if (!effect) return [];
		return effectTargets(effect, first.answers).flatMap((target) => {
			if (target.by === 'id') return [];
			return 'right' in target ? [target.right.system] : [target.product];
		});
	});
	const about = { ids: idsIn(first.answers), slugs };
	return standingAbout(db, first.beneficiaryId, about, isoDay(now));
}

/** Every id among the answers, however deep; those of people and places name no software and find nothing. */
function idsIn(value: unknown): string[] {
	if (typeof value === 'string') return isId(value) ? [value] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(idsIn);
}
