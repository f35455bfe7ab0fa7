import { and, asc, eq, inArray } from 'drizzle-orm';
import { conflict, forbidden, invalid } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { person, roleGrant } from '#lib/server/people/tables.ts';
import { trainingDraft, trainingModule } from '../modules/tables.ts';
import { lockDraft, type Draft, type DraftSeen } from './draft.ts';
import { draftTitles } from './draft-titles.ts';

/** Colleagues who may look a module through: other authors and administrators, by name. */
export async function listReviewers(
	db: DbOrTx,
	actor: Actor
): Promise<{ id: string; name: string }[]> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const rows = await db
		.selectDistinct({ id: person.id, name: person.name })
		.from(roleGrant)
		.innerJoin(person, eq(person.id, roleGrant.personId))
		.where(and(inArray(roleGrant.role, ['author', 'admin']), eq(person.status, 'active')))
		.orderBy(asc(person.name));
	return rows.filter((row) => row.id !== actor.personId);
}

/**
 * Asks a colleague to look a draft through before it is published; they are told. Authors and administrators. Recorded
 * as `module.review_asked`. Throws as saving does, Invalid `authoring_reviewer_needed` at `reviewerId` for somebody who
 * may not.
 */
export async function askReview(
	db: Db,
	actor: Actor,
	input: DraftSeen & { reviewerId: string; note?: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const draft = await lockDraft(tx, actor, input);
		const may = (await listReviewers(tx, actor)).some((one) => one.id === input.reviewerId);
		if (!may) throw invalid({ reviewerId: ['authoring_reviewer_needed'] });
		const note = input.note?.trim() ?? '';
		const set = { state: 'in_review' as const, reviewerId: input.reviewerId, reviewedById: null };
		await tx
			.update(trainingDraft)
			.set({ ...set, reviewNote: '', createdById: actorPersonId(actor) ?? draft.createdById })
			.where(eq(trainingDraft.id, draft.id));
		await tell(tx, draft, { kind: 'training.review_asked', to: input.reviewerId, actor, note, at });
		await recordAudit(tx, {
			...{ actor, at, action: 'module.review_asked', noun: 'module' },
			...{ recordId: draft.moduleId ?? draft.id, after: { reviewer: input.reviewerId, note } }
		});
	});
}

/**
 * Approves a draft, or returns it with a note of what to change; who asked is told. Only the colleague who was asked.
 * Changing the text afterwards takes the approval away. Recorded as `module.review_approved` or
 * `module.review_returned`. Throws as saving does, Conflict `authoring_not_in_review`, Forbidden
 * `authoring_not_reviewer`, Invalid `authoring_note_needed` at `note`.
 */
export async function reviewDraft(
	db: Db,
	actor: Actor,
	input: DraftSeen & { verdict: 'approved' | 'returned'; note?: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	const note = input.note?.trim() ?? '';
	await withTransaction(db, async (tx) => {
		const draft = await lockDraft(tx, actor, input);
		if (draft.state !== 'in_review') throw conflict('authoring_not_in_review');
		if (draft.reviewerId !== actor.personId) throw forbidden('authoring_not_reviewer');
		if (input.verdict === 'returned' && !note) throw invalid({ note: ['authoring_note_needed'] });
		await tx
			.update(trainingDraft)
			.set({
				state: input.verdict === 'approved' ? 'approved' : 'writing',
				reviewNote: note,
				reviewedById: input.verdict === 'approved' ? actor.personId : null
			})
			.where(eq(trainingDraft.id, draft.id));
		const kind = `training.review_${input.verdict}` as const;
		await tell(tx, draft, { kind, to: draft.createdById, actor, note, at });
		await recordAudit(tx, {
			...{ actor, at, action: `module.review_${input.verdict}`, noun: 'module' },
			...{ recordId: draft.moduleId ?? draft.id, after: { note } }
		});
	});
}

type Telling = {
	kind: 'training.review_asked' | 'training.review_approved' | 'training.review_returned';
	to: string;
	actor: Actor;
	note: string;
	at: Date;
};

async function tell(tx: Tx, draft: Draft, { kind, to, actor, note, at }: Telling): Promise<void> {
	const [module] = draft.moduleId
		? await tx
				.select({ key: trainingModule.key })
				.from(trainingModule)
				.where(eq(trainingModule.id, draft.moduleId))
		: [];
	await notify(tx, {
		kind,
		recipients: [to],
		subject: {
			noun: 'module_draft',
			id: draft.id,
			href: `/admin/training/${module?.key ?? draft.slug}/edit`
		},
		params: { title: moduleTitle(draftTitles(draft)), who: actor.name, ...(note && { note }) },
		at
	});
}
