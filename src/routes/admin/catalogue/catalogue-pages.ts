import { m } from '$lib/paraglide/messages.js';

/** Services and answers, in the order of their tabs. */
export function cataloguePages(): { href: string; label: string }[] {
	return [
		{ href: '/admin/catalogue', label: m.catalogue_tab_services() },
		{ href: '/admin/catalogue/answers', label: m.catalogue_tab_answers() }
	];
}
