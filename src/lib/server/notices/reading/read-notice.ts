import { and, asc, eq, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { notFound } from '#lib/errors.ts';
import type { LooseText, ReaderReason } from '#lib/notices/notice-text.ts';
import type { UpdateKind } from '#lib/notices/update-kinds.ts';
import type { ReaderPromise } from '#lib/notices/reader/reader-promise.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { trainingModule } from '#lib/server/training/modules/tables.ts';
import { noticeReport } from '../joins/tables.ts';
import { notice, noticeUpdate } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { isOutageNear } from './could-concern.ts';
import { concernsUnits, mayRead } from './may-read.ts';
import { standingColumns } from './standing-columns.ts';

/** One entry of a notice's timeline that readers see. */
export type ReaderUpdate = {
	id: string;
	kind: UpdateKind;
	texts: LooseText | null;
	facts: Record<string, string | number | null>;
	at: Date;
};

/** Where the reader stands with a notice; undefined for those who may read it without being concerned. */
export type OwnPart = {
	reasons: ReaderReason[];
	seenAt: Date | null;
	acknowledgedAt: Date | null;
	promise: ReaderPromise | null;
	dismissedAt: Date | null;
	askedAt: Date | null;
	works: boolean | null;
	answeredAt: Date | null;
};

const restorer = alias(person, 'restorer');

const report = {
	what: noticeReport.what,
	impact: noticeReport.impact,
	cause: noticeReport.cause,
	change: noticeReport.change
};

/**
 * A notice whole, as those may read it whom it concerns (`mayRead`), or an outage that could be theirs: itself, the entries of its timeline that are
 * theirs, the report where it is published, and where the reader stands. Opening it for the first time is kept in the
 * ledger as seen. Throws NotFound. Two queries, and one more the first time.
 */
export async function readNotice(db: Db, actor: Actor, number: number, now: Date) {
	const own = and(eq(noticeReader.noticeId, notice.id), eq(noticeReader.personId, actor.personId));
	const [found] = await db
		.select({
			notice: {
				...standingColumns,
				asksAcknowledgement: notice.asksAcknowledgement,
				sequence: notice.sequence,
				updatedAt: notice.updatedAt
			},
			ownerName: person.name,
			restoredByName: restorer.name,
			own: {
				reasons: noticeReader.reasons,
				seenAt: noticeReader.seenAt,
				acknowledgedAt: noticeReader.acknowledgedAt,
				promise: noticeReader.promise,
				dismissedAt: noticeReader.dismissedAt,
				askedAt: noticeReader.askedAt,
				works: noticeReader.works,
				answeredAt: noticeReader.answeredAt
			},
			isReader: sql<boolean>`${noticeReader.personId} is not null`,
			isOfUnits: actor.representsUnitIds.length
				? sql<boolean>`${concernsUnits(actor.representsUnitIds)}`
				: sql<boolean>`false`,
			report,
			module: { slug: trainingModule.slug, titles: trainingModule.titles },
			meToo: sql<number>`case when ${notice.kind} = 'outage' then (select count(*)::int
				from ${noticeReader} r where r.notice_id = ${notice}.id
				and r.reasons @> '[{"how": "me_too"}]') else 0 end`
		})
		.from(notice)
		.innerJoin(person, eq(person.id, notice.ownerId))
		.leftJoin(restorer, eq(restorer.id, notice.restoredById))
		.leftJoin(noticeReader, own)
		.leftJoin(
			noticeReport,
			and(eq(noticeReport.noticeId, notice.id), eq(noticeReport.published, true))
		)
		.leftJoin(
			trainingModule,
			and(eq(trainingModule.key, notice.moduleKey), eq(trainingModule.active, true))
		)
		.where(and(eq(notice.number, number), or(mayRead(actor), isOutageNear(actor, now))));
	if (!found) throw notFound();
	const [updates] = await Promise.all([
		readTimeline(db, found.notice.id),
		found.isReader && !found.own?.seenAt ? markSeen(db, actor, found.notice.id, now) : null
	]);
	const { isReader, own: part, ...rest } = found;
	return { ...rest, own: isReader ? (part as OwnPart) : undefined, updates };
}

/** What `readNotice` gives. */
export type ReaderNotice = Awaited<ReturnType<typeof readNotice>>;

function readTimeline(db: Db, noticeId: string): Promise<ReaderUpdate[]> {
	return db
		.select({
			id: noticeUpdate.id,
			kind: noticeUpdate.kind,
			texts: noticeUpdate.texts,
			facts: noticeUpdate.facts,
			at: noticeUpdate.at
		})
		.from(noticeUpdate)
		.where(and(eq(noticeUpdate.noticeId, noticeId), eq(noticeUpdate.forReaders, true)))
		.orderBy(asc(noticeUpdate.at), asc(noticeUpdate.id));
}

async function markSeen(db: Db, actor: Actor, noticeId: string, seenAt: Date): Promise<void> {
	await db
		.update(noticeReader)
		.set({ seenAt })
		.where(
			and(
				eq(noticeReader.noticeId, noticeId),
				eq(noticeReader.personId, actor.personId),
				sql`${noticeReader.seenAt} is null`
			)
		);
}
