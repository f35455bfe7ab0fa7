import { isoDay } from '$lib/format/moments.ts';
import { can } from '$lib/people/permissions.ts';
import { arrivedSchema, withdrawSchema } from '$lib/software/form-schemas.ts';
import { addLicenceFile } from '$lib/server/software/licences/licence-files.ts';
import { getLicence } from '$lib/server/software/licences/list-licences.ts';
import { licenceArrived, withdrawLicence } from '$lib/server/software/licences/settle-licence.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	return {
		licence: await getLicence(db, actor, event.params.id),
		mayEdit: can(actor, 'software.edit'),
		today: isoDay(clock.now()),
		saved: event.url.searchParams.has('saved')
	};
});

export const actions: Actions = {
	arrived: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(arrivedSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const id = event.params.id ?? '';
		await licenceArrived(db, signedIn(event), { id, ...parsed.data }, clock);
		return { done: 'arrived' as const };
	}),
	withdraw: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(withdrawSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const id = event.params.id ?? '';
		await withdrawLicence(db, signedIn(event), { id, ...parsed.data }, clock);
		return { done: 'withdrawn' as const };
	}),
	add_file: action(async (event, form) => {
		const { db, clock } = event.locals;
		const file = form.get('file');
		if (!(file instanceof File) || file.size === 0)
			return failForm({ file: ['errors_required'] }, {});
		const licenceId = event.params.id ?? '';
		await addLicenceFile(db, signedIn(event), { licenceId, file }, clock);
		return { done: 'file_added' as const };
	})
};
