import { disposeSchema, wipeSchema, withdrawSchema } from '$lib/equipment/write-off-schemas.ts';
import { disposeWriteOff } from '$lib/server/equipment/writeoff/dispose-write-off.ts';
import { getWriteOff } from '$lib/server/equipment/writeoff/get-write-off.ts';
import { recordWipe } from '$lib/server/equipment/writeoff/record-wipe.ts';
import { withdrawWriteOff } from '$lib/server/equipment/writeoff/withdraw-write-off.ts';
import { addWriteOffFile, writeOffFiles } from '$lib/server/equipment/writeoff/write-off-files.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db } = event.locals;
	const found = await getWriteOff(db, signedIn(event), event.params.id);
	const files = await writeOffFiles(db, found.id);
	return { found, files, proposed: event.url.searchParams.has('proposed') };
});

export const actions: Actions = {
	wipe: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(wipeSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const writeOffId = event.params.id ?? '';
		await recordWipe(db, signedIn(event), { writeOffId, ...parsed.data }, clock);
		return { did: 'wiped' as const };
	}),
	file: action(async (event, form) => {
		const { db, clock } = event.locals;
		const file = form.get('file');
		if (!(file instanceof File) || file.size === 0) {
			return failForm({ file: ['errors_required'] }, {});
		}
		const writeOffId = event.params.id ?? '';
		await addWriteOffFile(db, signedIn(event), { writeOffId, file }, clock);
		return { did: 'file' as const };
	}),
	withdraw: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(withdrawSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const writeOffId = event.params.id ?? '';
		await withdrawWriteOff(db, signedIn(event), { writeOffId, ...parsed.data }, clock);
		return { did: 'withdrawn' as const };
	}),
	dispose: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(disposeSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const writeOffId = event.params.id ?? '';
		await disposeWriteOff(db, signedIn(event), { writeOffId, ...parsed.data }, clock);
		return { did: 'disposed' as const };
	})
};
