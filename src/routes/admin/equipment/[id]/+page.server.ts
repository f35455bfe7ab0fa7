import { addRegisterFile, removeRegisterFile } from '$lib/server/equipment/register/keep-file.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { loadItem, moveAction } from '../item-page.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { searchParams } = event.url;
	return {
		opened: await loadItem(event, event.params.id),
		added: searchParams.has('added'),
		saved: searchParams.has('saved')
	};
});

export const actions: Actions = {
	move: moveAction,
	add_file: action(async (event, form) => {
		const { db, clock } = event.locals;
		const file = form.get('file');
		if (!(file instanceof File) || file.size === 0) {
			return failForm({ file: ['errors_required'] }, {});
		}
		const recordId = event.params.id ?? '';
		await addRegisterFile(db, signedIn(event), { noun: 'item', recordId, file }, clock);
		return { file: 'added' as const };
	}),
	remove_file: action(async (event, form) => {
		const { db, clock } = event.locals;
		await removeRegisterFile(db, signedIn(event), String(form.get('file') ?? ''), clock);
		return { file: 'removed' as const };
	})
};
