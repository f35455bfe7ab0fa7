import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { DomainError } from '$lib/errors.ts';
import { textsSchema } from '$lib/training/authoring/draft-form.ts';
import type { LiveAnswer } from '$lib/training/authoring/draft-view.ts';
import { getDraft } from '$lib/server/training/authoring/draft.ts';
import { readForEditor } from '$lib/server/training/authoring/preview-draft.ts';
import { saveDraft } from '$lib/server/training/authoring/save-draft.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

const sent = v.object({
	draftId: v.string(),
	revision: v.pipe(v.number(), v.integer()),
	files: textsSchema
});

/**
 * Keeps what is being written, and says how it looks and what is wrong with it. When somebody else has saved meanwhile
 * nothing is kept, and their text is handed over with the name.
 */
export const POST = guarded(async (event: RequestEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const { key } = event.params;
	const body: unknown = await event.request.json().catch(() => null);
	const parsed = v.safeParse(sent, body);
	if (!parsed.success) return json(null, { status: 422 });
	try {
		const draft = await saveDraft(db, actor, parsed.output, clock);
		const reading = await readForEditor(db, draft, { key, locale });
		const { revision, updatedAt } = draft;
		return json({ ...reading, revision, savedAt: updatedAt.toISOString() } satisfies LiveAnswer);
	} catch (problem) {
		if (!(problem instanceof DomainError) || problem.code !== 'Conflict') throw problem;
		const draft = await getDraft(db, actor, key);
		const reading = await readForEditor(
			db,
			{ ...draft, files: parsed.output.files },
			{ key, locale }
		);
		const { revision, updatedAt, files } = draft;
		const message = errorText(problem.messageKey, problem.details);
		return json({
			...{ ...reading, revision, savedAt: updatedAt.toISOString() },
			conflict: { message, files }
		} satisfies LiveAnswer);
	}
});
