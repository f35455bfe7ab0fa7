import { eq, sql } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { AffectedThing, NamedAffected } from '#lib/notices/affected.ts';
import type { NoticeKind, NoticeState } from '#lib/notices/notice-states.ts';
import type { NoticeTexts } from '#lib/notices/notice-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { notice, noticeAffected, noticeCheck } from '../tables.ts';
import { nameAffected } from './affected-names.ts';

/** A notice as its author's form shows it. */
export type Draft = {
	id: string;
	number: number;
	revision: number;
	kind: NoticeKind;
	state: NoticeState;
	texts: NoticeTexts;
	affected: NamedAffected[];
	ownerId: string;
	ownerName: string;
	createdById: string | null;
	startsAt: Date | null;
	plannedEndAt: Date | null;
	reminders: number[];
	checks: string[];
	asksAcknowledgement: boolean;
	asksIfWorks: boolean;
	isPublic: boolean;
	moduleKey: string | null;
	noModuleReason: string | null;
};

const affectedList = sql<AffectedThing[]>`coalesce((
	select jsonb_agg(jsonb_build_object('kind', ${noticeAffected.kind}, 'targetId', ${noticeAffected.targetId},
		'impact', ${noticeAffected.impact}) order by ${noticeAffected.kind}, ${noticeAffected.targetId})
	from ${noticeAffected} where ${noticeAffected.noticeId} = ${notice.id}), '[]')`;

const checkList = sql<string[]>`coalesce((
	select jsonb_agg(${noticeCheck.text} order by ${noticeCheck.position})
	from ${noticeCheck} where ${noticeCheck.noticeId} = ${notice.id}), '[]')`;

/**
 * A notice in any state with what it touches, for its form. Affected things are named in `locale`. Whoever may read the
 * desk's notices. Throws Forbidden; NotFound.
 */
export async function getDraft(
	db: DbOrTx,
	actor: Actor,
	number: number,
	locale: Locale = actor.locale
): Promise<Draft> {
	if (!can(actor, 'notices.read')) throw forbidden();
	const [row] = await db
		.select({
			id: notice.id,
			number: notice.number,
			revision: notice.revision,
			kind: notice.kind,
			state: notice.state,
			texts: notice.texts,
			affected: affectedList,
			ownerId: notice.ownerId,
			ownerName: person.name,
			createdById: notice.createdById,
			startsAt: notice.startsAt,
			plannedEndAt: notice.plannedEndAt,
			reminders: notice.reminders,
			checks: checkList,
			asksAcknowledgement: notice.asksAcknowledgement,
			asksIfWorks: notice.asksIfWorks,
			isPublic: notice.isPublic,
			moduleKey: notice.moduleKey,
			noModuleReason: notice.noModuleReason
		})
		.from(notice)
		.innerJoin(person, eq(person.id, notice.ownerId))
		.where(eq(notice.number, number));
	if (!row) throw notFound();
	return { ...row, affected: await nameAffected(db, row.affected, locale) };
}
