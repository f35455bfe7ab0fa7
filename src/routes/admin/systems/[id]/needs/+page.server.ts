import { error, redirect } from '@sveltejs/kit';
import { localize } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { findItemsByNumber, listItemNumbers } from '$lib/server/equipment/find-by-number.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { getSystem } from '$lib/server/systems/get-system.ts';
import { listNeeds } from '$lib/server/systems/list-needs.ts';
import { listSystemNames } from '$lib/server/systems/list-system-names.ts';
import { saveNeeds } from '$lib/server/systems/save-needs.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'systems.edit')) error(404);
	const [system, needs, systems, places] = await Promise.all([
		getSystem(db, actor, event.params.id),
		listNeeds(db, event.params.id),
		listSystemNames(db),
		listPlaceOptions(db, locale)
	]);
	const idsOf = (kind: string) => needs.filter((need) => need.kind === kind).map(({ id }) => id);
	const numbers = await listItemNumbers(db, idsOf('item'));
	return {
		id: system.id,
		title: m.registers_needs_title({ name: localize(system.name, locale) }),
		systems: systems
			.filter(({ id }) => id !== system.id)
			.map(({ id, name }) => ({ value: id, label: localize(name, locale) }))
			.sort((a, b) => a.label.localeCompare(b.label, locale)),
		places: places.map(({ id, name }) => ({ value: id, label: name })),
		values: { systems: idsOf('system'), places: idsOf('place'), items: numbers.join(', ') }
	};
});

const listOf = (value: string | string[] | undefined) =>
	Array.isArray(value) ? value : value ? [value] : [];

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		if (!can(actor, 'systems.edit')) error(404);
		const values = formValues(form);
		const numbers = String(values.items ?? '')
			.split(/[\s,;]+/)
			.filter(Boolean);
		const items = await findItemsByNumber(db, numbers);
		if (numbers.some((number) => !items.has(number.toUpperCase())))
			return failForm({ items: ['registers_needs_unknown_item'] }, values);
		const systemId = event.params.id ?? '';
		const needs = [
			...listOf(values.systems).map((id) => ({ kind: 'system' as const, id })),
			...listOf(values.places).map((id) => ({ kind: 'place' as const, id })),
			...[...items.values()].map((id) => ({ kind: 'item' as const, id }))
		];
		await saveNeeds(db, actor, { systemId, needs }, clock);
		redirect(303, `/admin/systems?open=${systemId}&saved`);
	})
};
