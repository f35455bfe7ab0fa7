import { and, eq, sql } from 'drizzle-orm';
import { invalid } from '#lib/errors.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { mayAct } from '#lib/notices/notice-states.ts';
import { missingLocales } from '#lib/notices/text-gaps.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { freezeAudience } from '../audience/freeze-audience.ts';
import { tellReaders } from '../telling/tell-readers.ts';
import { noticeAffected, noticeChoice } from '../tables.ts';
import { addUpdate } from './add-update.ts';
import { foretell, type Excuses } from './foretelling.ts';
import { lockNotice, noticeMovedOn, type LockedNotice } from './locked-notice.ts';
import { mustEditNotices, mustReachReaders, mustReachTown } from './reach.ts';
import { isoOf, mustBeSaneWindow, passedReminders } from './sane-window.ts';
import type { NoticeStepResult } from './take-notice-step.ts';

/** What who announces says with it. */
export type Announcing = Excuses & {
	number: number;
	revision?: number;
	/** Why a change of software has no training module. */
	noModuleReason?: string;
};

/**
 * Tells people: freezes whom it concerns as the registers stand now, each with the reason, and tells all of them. An
 * outage is going on from that moment, or since its start when that is past. Estonian and Russian must be whole,
 * something or somebody must be affected, the window must make sense; told late, within a freeze or with a change of
 * software without training it asks why and keeps the answer. For who may tell all of those people. Recorded as
 * `notice.announced`. Throws NotFound, Forbidden, Conflict when it is announced already or changed meanwhile, Invalid
 * (`texts`, `affected`, `startsAt`, `plannedEndAt`, `lateReason`, `noModuleReason`, `freeze-<id>`).
 */
export function announceNotice(
	db: Db,
	actor: Actor,
	input: Announcing,
	clock: Clock = systemClock
): Promise<NoticeStepResult & { readers: number }> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		mustEditNotices(actor);
		const draft = await lockNotice(tx, input.number, { revision: input.revision });
		if (!mayAct('announce', draft)) throw await noticeMovedOn(tx, draft);
		const noModuleReason = await mustBeWhole(tx, draft, input, at);
		const told = await foretell(tx, draft, draft, { ...input, actor }, at);
		const readers = await freezeAudience(tx, draft.id, at, 'announced');
		await mustReachReaders(tx, actor, draft);
		if (draft.isPublic) mustReachTown(actor);
		const byId = actorPersonId(actor);
		const moved = await draft.moved(
			{ ...columnsOf(draft, at), ...told, noModuleReason, announcedById: byId },
			at
		);
		const facts = {
			readers,
			startsAt: isoOf(moved.startsAt),
			plannedEndAt: isoOf(moved.plannedEndAt),
			lateReason: told.lateReason
		};
		const noticeId = moved.id;
		const updateId = await addUpdate(tx, { noticeId, kind: 'announced', facts, byId, at });
		await tellReaders(tx, { noticeId, updateId, kind: 'announced', at });
		await recordAudit(tx, {
			actor,
			action: 'notice.announced',
			noun: 'notice',
			recordId: noticeId,
			before: { state: draft.state },
			after: { state: moved.state, ...facts, inTime: told.inTime },
			at
		});
		const { number, state, revision } = moved;
		return { id: noticeId, number, state, revision, updateId, readers };
	});
}

function columnsOf(draft: LockedNotice, at: Date) {
	const first = { announcedAt: at, firstPlannedEndAt: draft.plannedEndAt };
	if (draft.kind !== 'outage') {
		return {
			...first,
			state: 'announced' as const,
			firstStartsAt: draft.startsAt,
			reminded: passedReminders(draft.reminders, draft.startsAt, at)
		};
	}
	const startedAt = draft.startsAt ?? at;
	return {
		...first,
		state: 'in_progress' as const,
		startsAt: startedAt,
		firstStartsAt: startedAt,
		startedAt
	};
}

async function mustBeWhole(
	tx: Tx,
	draft: LockedNotice,
	input: Announcing,
	at: Date
): Promise<string | null> {
	const missing = missingLocales(draft.texts);
	if (missing.length > 0) throw invalid({ texts: missing.map((locale) => TEXT_MISSING[locale]) });
	mustBeSaneWindow(draft.kind, draft, at);
	const [counts] = await tx
		.select({
			things: sql<number>`count(*)::int`,
			software: sql<number>`(count(*) filter (where kind = 'software'))::int`
		})
		.from(noticeAffected)
		.where(eq(noticeAffected.noticeId, draft.id));
	if (!counts?.things && !(await isSomebodyIncluded(tx, draft.id)))
		throw invalid({ affected: ['notice_desk_nobody'] });
	const reason = input.noModuleReason?.trim() || draft.noModuleReason;
	const needsModule = draft.kind === 'change' && counts?.software && !draft.moduleKey;
	if (needsModule && !reason) throw invalid({ noModuleReason: ['notice_desk_module_needed'] });
	return draft.moduleKey ? null : reason;
}

const TEXT_MISSING: Record<Locale, string> = {
	et: 'notice_desk_text_missing_et',
	ru: 'notice_desk_text_missing_ru',
	en: 'errors_required'
};

async function isSomebodyIncluded(tx: Tx, noticeId: string): Promise<boolean> {
	const [row] = await tx
		.select({ personId: noticeChoice.personId })
		.from(noticeChoice)
		.where(and(eq(noticeChoice.noticeId, noticeId), eq(noticeChoice.choice, 'include')))
		.limit(1);
	return row !== undefined;
}
