import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { typedMoney } from '$lib/format/typed-money.ts';
import { localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import {
	chosenId,
	givenText,
	longText,
	shortText,
	typedCount,
	typedDay
} from '$lib/systems/form-fields.ts';
import { newId } from '$lib/server/db/new-id.ts';
import { nextInventoryNumbers } from '$lib/server/equipment/acts/next-numbers.ts';
import { oncePerForm } from '$lib/server/equipment/acts/once-per-form.ts';
import { readAct } from '$lib/server/equipment/acts/read-act.ts';
import { openCategories } from '$lib/server/equipment/register/categories.ts';
import { receiveItems } from '$lib/server/equipment/register-item.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

const MOST = 200;

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'equipment.move', undefined) || !can(actor, 'equipment.edit')) error(404);
	const receivedId = event.url.searchParams.get('received');
	const [categories, places, units, [next = ''], received] = await Promise.all([
		openCategories(db),
		listPlaceOptions(db, locale),
		listUnitOptions(db, locale),
		nextInventoryNumbers(db, 1),
		receivedId ? readAct(db, actor, receivedId) : null
	]);
	return {
		categories: categories.map(({ code, name }) => ({
			value: code,
			label: localize(name, locale)
		})),
		places: places.map(({ id, name }) => ({ value: id, label: name })),
		...{ units, next, formKey: newId() },
		received: received && {
			id: received.id,
			number: received.number,
			itemIds: received.lines.map(({ itemId }) => itemId)
		}
	};
});

const schema = v.object({
	formKey: v.pipe(v.string(), v.uuid()),
	category: givenText,
	model: givenText,
	count: v.pipe(
		typedCount,
		v.check((count) => count !== null && count > 0 && count <= MOST, 'acts_count_range')
	),
	firstNumber: v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.toUpperCase(),
		v.regex(/^[A-Z0-9/-]*\d{1,9}$/, 'acts_number_series')
	),
	serials: longText,
	supplier: shortText,
	orderNumber: shortText,
	priceCents: typedMoney,
	boughtOn: typedDay,
	warrantyUntil: typedDay,
	unitId: chosenId,
	placeId: chosenId,
	room: shortText,
	note: longText
});

/** `count` numbers from the first on: KM-10482, KM-10483. */
function series(first: string, count: number): string[] {
	const [, lead = '', digits = '1'] = /^(.*?)(\d+)$/.exec(first) ?? [];
	return Array.from(
		{ length: count },
		(_, n) => `${lead}${String(Number(digits) + n).padStart(digits.length, '0')}`
	);
}

export const actions: Actions = {
	default: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const {
			formKey,
			count,
			firstNumber,
			serials: pasted,
			placeId,
			room,
			note,
			...facts
		} = parsed.data;
		const serials = pasted
			.split(/\r?\n/)
			.map((line) => line.trim())
			.filter(Boolean);
		if (serials.length > 0 && serials.length !== count) {
			return failForm({ serials: ['acts_serials_count'] }, parsed.values);
		}
		if (new Set(serials.map((one) => one.toLowerCase())).size < serials.length) {
			return failForm({ serials: ['acts_serials_twice'] }, parsed.values);
		}
		const numbers = series(firstNumber, count ?? 0);
		const id = await oncePerForm(db, formKey, async () => {
			const { supplier, orderNumber } = facts;
			const act = await receiveItems(
				db,
				actor,
				numbers.map((inventoryNumber, n) => ({
					...facts,
					inventoryNumber,
					serial: serials[n] ?? ''
				})),
				{
					...{ placeId, room, note, formKey },
					facts: [
						...(supplier ? [{ label: 'supplier', value: supplier }] : []),
						...(orderNumber ? [{ label: 'order', value: orderNumber }] : [])
					]
				},
				clock
			);
			return { actId: act.id };
		});
		redirect(303, `/admin/equipment/receive?received=${id}`);
	})
};
