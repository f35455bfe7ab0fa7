import { json } from '@sveltejs/kit';
import { FORM_CONTROLS } from '$lib/requests/form-controls.ts';
import { getServiceForAsking } from '$lib/server/catalogue/get-service-for-asking.ts';
import { saveDraft } from '$lib/server/requests/drafts.ts';
import { previewTyped } from '$lib/server/requests/preview-typed.ts';
import { isSubmitted } from '$lib/server/requests/queries/is-submitted.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** Keeps a form that is being filled, and says when and what it would be promised now. */
export const POST = guarded(async (event: RequestEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const { slug } = event.params;
	const { definition } = await getServiceForAsking(db, actor, slug);
	const values = formValues(await event.request.formData());
	// A form that was sent meanwhile must not come back as a draft.
	const sent = await isSubmitted(db, actor, String(values[FORM_CONTROLS.key] ?? ''));
	const savedAt = sent ? clock.now() : await saveDraft(db, actor, { slug, values }, clock);
	const preview = await previewTyped(db, actor, { definition, values }, clock);
	return json({ savedAt, preview });
});
