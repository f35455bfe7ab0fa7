import * as v from 'valibot';
import { slugSchema } from '#lib/catalogue/service-definition.ts';
import { conflict, forbidden, invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { answerContent } from '#lib/server/content/answer-content.ts';
import { contentHash } from '#lib/server/content/content-hash.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { listPersonNames } from '#lib/server/people/list-names.ts';
import { lockAnswer, writeAnswer } from './answer-record.ts';

export type PublishAnswerInput = {
	slug: string;
	/** Title, body, keywords per language and services; checked here. */
	content: unknown;
	/** Content hash the editor began from; null for a new answer. */
	basedOn: string | null;
};

/**
 * Saves an answer, shown at once. Authors and administrators. Recorded as `answer.published` with what it said
 * before. Throws Forbidden, Invalid at the fields, Conflict `catalogue_error_slug_taken` for a new answer whose
 * address exists and `catalogue_error_saved_meanwhile` when somebody saved in between.
 */
export async function publishAnswer(
	db: Db,
	actor: Actor,
	input: PublishAnswerInput,
	clock: Clock = systemClock
): Promise<{ id: string; changed: boolean }> {
	if (!can(actor, 'answers.edit')) throw forbidden();
	if (!v.is(slugSchema, input.slug)) throw invalid({ slug: ['catalogue_error_slug'] });
	const parsed = v.safeParse(answerContent, input.content);
	if (!parsed.success) {
		const fields = parsed.issues.map((issue) => v.getDotPath(issue) ?? 'form');
		throw invalid(Object.fromEntries(fields.map((field) => [field, ['errors_required']])));
	}
	const content = parsed.output;
	return withTransaction(db, async (tx) => {
		const existing = await lockAnswer(tx, input.slug);
		if (existing && input.basedOn === null) throw conflict('catalogue_error_slug_taken');
		if (existing && existing.active && existing.contentHash === contentHash(content)) {
			return { id: existing.id, changed: false };
		}
		if (existing && existing.contentHash !== input.basedOn) {
			const id = existing.updatedById;
			const names = await listPersonNames(tx, id ? [id] : []);
			throw conflict('catalogue_error_saved_meanwhile', {
				person: (id && names.get(id)) || 'Abilaud',
				version: ''
			});
		}
		const { id } = await writeAnswer(tx, actor, existing, {
			slug: input.slug,
			content,
			source: 'portal',
			at: clock.now()
		});
		return { id, changed: true };
	});
}
