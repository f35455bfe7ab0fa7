import { asc, eq } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { learningPath, pathStep } from './tables.ts';

/** A path with its modules, as forms fingerprint it and the audit log keeps it. */
export type PathRecord = {
	id: string;
	slug: string;
	title: LocalizedText;
	summary: LocalizedText;
	strict: boolean;
	active: boolean;
	moduleIds: string[];
};

/** The path and the order of its modules; locked until the transaction ends where somebody will write it. */
export async function pathRecord(
	db: DbOrTx,
	id: string,
	how: 'locked' | 'read'
): Promise<PathRecord | undefined> {
	const found = db
		.select({
			id: learningPath.id,
			slug: learningPath.slug,
			title: learningPath.title,
			summary: learningPath.summary,
			strict: learningPath.strict,
			active: learningPath.active
		})
		.from(learningPath)
		.where(eq(learningPath.id, id));
	const [path] = await (how === 'locked' ? found.for('update') : found);
	if (!path) return undefined;
	const steps = await db
		.select({ moduleId: pathStep.moduleId })
		.from(pathStep)
		.where(eq(pathStep.pathId, id))
		.orderBy(asc(pathStep.position));
	return { ...path, moduleIds: steps.map(({ moduleId }) => moduleId) };
}
