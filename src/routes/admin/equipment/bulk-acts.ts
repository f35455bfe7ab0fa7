import { redirect, type RequestEvent } from '@sveltejs/kit';
import { invalid } from '$lib/errors.ts';
import { isId } from '$lib/ids.ts';
import { askBackItems } from '$lib/server/equipment/register/ask-back-items.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';

/** Acts whose own page takes the ticked items on. */
const PAGES: Record<string, string> = {
	handover: '/admin/equipment/acts/new?kind=handover',
	return: '/admin/equipment/acts/new?kind=return',
	transfer: '/admin/equipment/acts/new?kind=transfer',
	repair: '/admin/equipment/repairs/new?',
	write_off: '/admin/equipment/write-offs/new?',
	labels: '/admin/equipment/labels?'
};

function ticked(form: FormData): string[] {
	const { ids = [] } = formValues(form);
	const chosen = [ids].flat().filter(isId);
	if (chosen.length === 0) throw invalid({ ids: ['equipment_bulk_none'] });
	return chosen;
}

/** What the list does with the ticked items. */
export const listActs = {
	go: action(async (event: RequestEvent, form: FormData) => {
		const page = PAGES[event.url.searchParams.get('to') ?? ''];
		if (!page) throw invalid({ to: ['errors_choose'] });
		const items = ticked(form).join(',');
		redirect(303, `${page}${page.endsWith('?') ? '' : '&'}items=${items}`);
	}),
	ask_back: action(async (event: RequestEvent, form: FormData) => {
		const { db, clock } = event.locals;
		const refs = ticked(form).map((itemId) => ({ itemId }));
		const note = String(form.get('note') ?? '').slice(0, 2000);
		await askBackItems(db, signedIn(event), refs, note, clock);
		return { askedBack: refs.length };
	})
};
