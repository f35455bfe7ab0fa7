import { and, eq, sql } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { notFound } from '#lib/errors.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { completeIfDone } from '../duty/complete-if-done.ts';
import type { Completion } from '../duty/record-completion.ts';
import { trainingEdition, trainingModule, trainingPage } from '../modules/tables.ts';
import { openPage } from './open-page.ts';
import { isOpenTo } from './open-to.ts';
import { pageRead } from './tables.ts';

export type ReadInput = {
	slug: string;
	pageId: string;
	locale: Locale;
	/** When it was read, where that was earlier: without a connection. Never counts as later than now. */
	at?: Date;
};

/** Further back than this a device's clock is wrong. */
const OLDEST_MS = 60 * 24 * 3_600_000;

/**
 * Marks a page as read. Everybody, for themselves; the same page twice is one row, with the later time. A page that
 * a newer edition has dropped meanwhile is marked all the same. When it was the last thing to do, the completion is
 * written in the same transaction and returned. Throws NotFound for a page no edition of the module has, and for a module
 * that this person may not read.
 */
export async function readPage(
	db: Db,
	actor: Actor,
	input: ReadInput,
	clock: Clock
): Promise<Completion | null> {
	const now = clock.now();
	return withTransaction(db, async (tx) => {
		const place = await findPage(tx, actor.personId, input);
		if (!place) throw notFound();
		const { moduleId, editionId } = place;
		const at = withinReason(input.at, now);
		await tx
			.insert(pageRead)
			.values({
				personId: actor.personId,
				moduleId,
				pageId: input.pageId,
				editionId,
				locale: input.locale,
				readAt: at
			})
			.onConflictDoUpdate({
				target: [pageRead.personId, pageRead.moduleId, pageRead.pageId],
				set: { editionId, locale: input.locale, readAt: at },
				setWhere: sql`${pageRead.readAt} <= excluded.read_at`
			});
		await openPage(tx, actor, { moduleId, pageId: input.pageId }, { now: () => at });
		return completeIfDone(tx, {
			personId: actor.personId,
			moduleId,
			locale: input.locale,
			at: now
		});
	});
}

function withinReason(at: Date | undefined, now: Date): Date {
	if (!at || Number.isNaN(at.getTime()) || at > now) return now;
	return at.getTime() < now.getTime() - OLDEST_MS ? now : at;
}

/** The page in the newest edition that has it. */
async function findPage(
	tx: Tx,
	personId: string,
	{ slug, pageId }: ReadInput
): Promise<{ moduleId: string; editionId: string } | undefined> {
	const [row] = await tx
		.select({ moduleId: trainingModule.id, editionId: trainingPage.editionId })
		.from(trainingModule)
		.innerJoin(
			trainingPage,
			sql`${trainingPage.editionId} in (
				select e.id from ${trainingEdition} e where e.module_id = ${trainingModule.id})`
		)
		.where(and(eq(trainingModule.slug, slug), eq(trainingPage.pageId, pageId), isOpenTo(personId)))
		// Ids of editions sort by the time they were made.
		.orderBy(
			sql`${trainingPage.editionId} = ${trainingModule.editionId} desc`,
			sql`${trainingPage.editionId} desc`
		)
		.limit(1);
	return row;
}
