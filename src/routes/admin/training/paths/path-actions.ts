import { redirect, type RequestEvent } from '@sveltejs/kit';
import { arrange, pathSchema, stepRows } from '$lib/training/path-form.ts';
import { savePath } from '$lib/server/training/courses/save-path.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';

/** Saves the path of the form: the one in the address, or a new one. */
export const savePathForm = action(async (event: RequestEvent, form: FormData) => {
	const { db, clock } = event.locals;
	const parsed = parseForm(pathSchema, form);
	if (!parsed.ok) return failForm(parsed.issues, parsed.values);
	const { id, ...rest } = { ...parsed.data, id: event.params.id };
	await savePath(db, signedIn(event), { ...rest, ...(id ? { id } : {}) }, clock);
	redirect(303, '/admin/training/paths?saved');
});

/** The form comes back with a module moved, taken out or added: nothing is kept yet. */
export const arrangePathForm = action(async (_event: RequestEvent, form: FormData) => {
	const { _act: act, ...values } = formValues(form);
	const rows = arrange(stepRows(values), String(act));
	return {
		values: {
			...values,
			moduleId: rows.map((row) => row.moduleId),
			order: rows.map((row) => row.order)
		}
	};
});
