import { m } from '#lib/paraglide/messages.js';

/** The pages of the structure, in the order of their tabs. Only who may edit brings people in from a file. */
export function peoplePages(mayEdit: boolean): { href: string; label: string }[] {
	const pages = [
		{ href: '/admin/people', label: m.people_tab_people() },
		{ href: '/admin/people/changes', label: m.moves_tab_changes() },
		{ href: '/admin/people/bundles', label: m.moves_tab_bundles() },
		{ href: '/admin/people/units', label: m.people_tab_units() },
		{ href: '/admin/people/places', label: m.people_tab_places() },
		{ href: '/admin/people/leaving', label: m.leaving_tab() },
		{ href: '/admin/people/deputies', label: m.people_tab_deputies() },
		{ href: '/admin/people/roles', label: m.people_tab_roles() }
	];
	const bringIn = { href: '/admin/people/import', label: m.people_tab_import() };
	return mayEdit ? [...pages, bringIn] : pages;
}
