import { json } from '@sveltejs/kit';
import { DomainError } from '$lib/errors.ts';
import { LARGEST_PICTURE, addPicture } from '$lib/server/training/authoring/draft-media.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** Takes a picture that was pasted, dropped or chosen in the editor. Answers with its name, or with why not. */
export const POST = guarded(async (event: RequestEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const form = await event.request.formData();
	const file = form.get('media');
	const refused = (key: string) => json({ message: errorText(key) }, { status: 422 });
	if (!(file instanceof File) || file.size === 0) return refused('authoring_picture_none');
	if (file.size > LARGEST_PICTURE) return refused('authoring_picture_large');
	const input = {
		draftId: String(form.get('draftId')),
		revision: Number(form.get('revision')),
		name: file.name,
		bytes: new Uint8Array(await file.arrayBuffer())
	};
	try {
		const { draft, media } = await addPicture(db, actor, input, clock);
		return json({ name: media.name, revision: draft.revision, media: draft.media });
	} catch (problem) {
		if (!(problem instanceof DomainError) || problem.code === 'NotFound') throw problem;
		const message = problem.issues.media?.[0] ?? problem.messageKey;
		return json({ message: errorText(message, problem.details) }, { status: 422 });
	}
});
