import { json } from '@sveltejs/kit';
import { readTyped } from '$lib/catalogue/read-answers.ts';
import { isId } from '$lib/ids.ts';
import { FORM_CONTROLS } from '$lib/requests/form-controls.ts';
import { getServiceForAsking } from '$lib/server/catalogue/get-service-for-asking.ts';
import { saveDraft } from '$lib/server/requests/drafts.ts';
import { previewPromise } from '$lib/server/requests/preview-promise.ts';
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
	const [first] = [values[FORM_CONTROLS.for] ?? []].flat();
	const preview = await previewPromise(
		db,
		actor,
		{
			definition,
			beneficiaryId: first && isId(first) ? first : actor.personId,
			values: readTyped(definition.fields, values).raw
		},
		clock
	);
	return json({ savedAt, preview });
});
