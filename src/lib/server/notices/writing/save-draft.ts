import { conflict, forbidden, invalid } from '#lib/errors.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { AffectedThing } from '#lib/notices/affected.ts';
import { defaultReminders } from '#lib/notices/draft-defaults.ts';
import { isOver, worstImpact, type NoticeKind } from '#lib/notices/notice-states.ts';
import type { NoticeText } from '#lib/notices/notice-text.ts';
import { datedTexts, missingLocales } from '#lib/notices/text-gaps.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findActive } from '#lib/server/people/still-there.ts';
import { listModuleOptions } from '#lib/server/training/modules/list-module-options.ts';
import { lockNotice, type LockedNotice } from '../life/locked-notice.ts';
import { mustReachReaders } from '../life/reach.ts';
import { notice } from '../tables.ts';
import { recordChanges } from './draft-changes.ts';
import { writeAffected, writeChecks, type WrittenParts } from './draft-parts.ts';

/** What an author says of a notice. */
export type DraftInput = {
	/** Absent for a new notice. */
	number?: number;
	/** The notice's revision when its form was opened. */
	revision?: number;
	kind: NoticeKind;
	/** A language left out, or empty in all its parts, is a gap. */
	texts: Partial<Record<Locale, Omit<NoticeText, 'changedAt'>>>;
	/** Languages that somebody looked over: they say what Estonian says. */
	fits?: readonly Locale[];
	affected: readonly AffectedThing[];
	ownerId: string;
	startsAt: Date | null;
	plannedEndAt: Date | null;
	/** Minutes before the start; left out, the defaults of the impact. */
	reminders?: readonly number[];
	/** What to look at before saying that it works again, in order. */
	checks?: readonly string[];
	asksAcknowledgement?: boolean;
	asksIfWorks?: boolean;
	isPublic?: boolean;
	/** Key of the training module that prepares people for it, or why there is none. */
	moduleKey?: string | null;
	noModuleReason?: string | null;
	/** Of an announced notice: its readers get the changed text as news. */
	tellAgain?: boolean;
};

/**
 * Writes a new notice, or changes one that is not over. Before it is announced everything may change and much may be
 * missing; afterwards kind and window stay (they are moved by extending and rescheduling), Estonian and Russian must
 * stay whole, what changed of the texts and of what is affected is an entry of the timeline, and it takes somebody who may
 * tell its readers. The desk and authors.
 * Recorded as `notice.drafted` or `notice.changed`. Throws Forbidden, NotFound, Invalid (`et.title`, `ownerId`,
 * `plannedEndAt`, `affected`, `moduleKey`), Conflict when the notice is over or moved on since its form was opened.
 */
export async function saveDraft(
	db: DbOrTx,
	actor: Actor,
	input: DraftInput,
	clock: Clock = systemClock
): Promise<{ id: string; number: number; revision: number }> {
	if (!can(actor, 'notices.edit')) throw forbidden();
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const before =
			input.number === undefined
				? undefined
				: await lockNotice(tx, input.number, { revision: input.revision });
		if (before && isOver(before.state)) throw conflict('notice_writing_error_over');
		if (before && before.state !== 'draft') await mustReachReaders(tx, actor, before);
		await mustFit(tx, input, before);
		return before ? change(tx, actor, before, input, at) : draft(tx, actor, input, at);
	});
}

async function draft(tx: Tx, actor: Actor, input: DraftInput, at: Date) {
	const id = newId();
	const values = {
		...columnsOf(input, undefined, at),
		kind: input.kind,
		startsAt: input.startsAt,
		plannedEndAt: input.plannedEndAt
	};
	const [row] = await tx
		.insert(notice)
		.values({
			id,
			...values,
			state: 'draft',
			createdById: actorPersonId(actor),
			createdAt: at,
			updatedAt: at
		})
		.returning({ number: notice.number, revision: notice.revision });
	const parts = await writeParts(tx, id, input);
	await recordAudit(tx, {
		actor,
		action: 'notice.drafted',
		noun: 'notice',
		recordId: id,
		after: { ...values, affected: parts.affected.after, checks: parts.checks.after },
		at
	});
	return { id, number: row?.number ?? 0, revision: row?.revision ?? 1 };
}

async function change(tx: Tx, actor: Actor, before: LockedNotice, input: DraftInput, at: Date) {
	const values = {
		...columnsOf(input, before, at),
		...(before.state === 'draft'
			? { kind: input.kind, startsAt: input.startsAt, plannedEndAt: input.plannedEndAt }
			: {})
	};
	const after = await before.moved(values, at);
	const parts = await writeParts(tx, before.id, input);
	if (before.state !== 'draft') {
		const done = { before, after, affected: parts.affected };
		await recordChanges(tx, actor, done, { tellAgain: input.tellAgain ?? false, at });
	}
	await recordAudit(tx, {
		actor,
		action: 'notice.changed',
		noun: 'notice',
		recordId: before.id,
		before: { ...shown(before), affected: parts.affected.before, checks: parts.checks.before },
		after: { ...values, affected: parts.affected.after, checks: parts.checks.after },
		at
	});
	return { id: before.id, number: before.number, revision: after.revision };
}

async function writeParts(
	tx: Tx,
	noticeId: string,
	input: DraftInput
): Promise<{ affected: WrittenParts<AffectedThing>; checks: WrittenParts<string> }> {
	const affected = await writeAffected(tx, noticeId, input.affected);
	const checks = await writeChecks(tx, noticeId, input.checks);
	return { affected, checks };
}

/** The columns that an author decides about in every state. */
function columnsOf(input: DraftInput, before: LockedNotice | undefined, at: Date) {
	const impact = worstImpact(input.affected.map((thing) => thing.impact));
	const reminders = input.reminders ?? before?.reminders ?? defaultReminders({ ...input, impact });
	return {
		texts: datedTexts(before?.texts ?? {}, input.texts, at, input.fits),
		impact,
		ownerId: input.ownerId,
		reminders: [...new Set(reminders)].sort((a, b) => b - a),
		asksAcknowledgement: input.asksAcknowledgement ?? before?.asksAcknowledgement ?? false,
		asksIfWorks: input.asksIfWorks ?? before?.asksIfWorks ?? true,
		isPublic: input.isPublic ?? before?.isPublic ?? false,
		moduleKey: input.moduleKey === undefined ? (before?.moduleKey ?? null) : input.moduleKey,
		noModuleReason:
			input.noModuleReason === undefined ? (before?.noModuleReason ?? null) : input.noModuleReason
	};
}

const shown = ({ moved: _moved, ...row }: LockedNotice) => row;

async function mustFit(tx: Tx, input: DraftInput, before: LockedNotice | undefined): Promise<void> {
	const issues: Record<string, string[]> = {};
	const { startsAt, plannedEndAt } = input;
	const titles = Object.values(input.texts).map((text) => text.title.trim());
	if (!titles.some(Boolean)) issues['et.title'] = ['notice_writing_error_title'];
	if (startsAt && plannedEndAt && plannedEndAt <= startsAt)
		issues.plannedEndAt = ['notice_writing_error_window'];
	if (before && before.state !== 'draft') {
		const at = before.updatedAt;
		for (const locale of missingLocales(datedTexts({}, input.texts, at)))
			issues[`${locale}.summary`] = ['notice_writing_error_needed'];
	}
	if (input.moduleKey && input.moduleKey !== before?.moduleKey) {
		const modules = await listModuleOptions(tx, 'et');
		if (!modules.some(({ key }) => key === input.moduleKey)) issues.moduleKey = ['errors_choose'];
	}
	if (!(await findActive(tx, input.ownerId))) issues.ownerId = ['notice_writing_error_owner'];
	if (Object.keys(issues).length > 0) throw invalid(issues);
}
