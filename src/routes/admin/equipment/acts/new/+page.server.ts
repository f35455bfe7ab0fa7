import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { itemTitle } from '$lib/equipment/item-words.ts';
import { invalid, type FieldIssues } from '$lib/errors.ts';
import type { Actor } from '$lib/people/actor.ts';
import { can } from '$lib/people/permissions.ts';
import { chosenId, longText, shortText, ticked } from '$lib/systems/form-fields.ts';
import type { Clock } from '$lib/server/clock.ts';
import type { Db } from '$lib/server/db/client.ts';
import { newId } from '$lib/server/db/new-id.ts';
import { lookUpItems } from '$lib/server/equipment/acts/look-up-items.ts';
import { oncePerForm } from '$lib/server/equipment/acts/once-per-form.ts';
import { handOverItems } from '$lib/server/equipment/hand-over.ts';
import { moveItems } from '$lib/server/equipment/move-item.ts';
import { returnItems } from '$lib/server/equipment/return-item.ts';
import { listPersonNames } from '$lib/server/people/list-names.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';
import { eventOfKind, NEW_KINDS, type NewKind } from './new-act.ts';

const kindOf = (text: unknown): NewKind =>
	v.parse(v.fallback(v.picklist(NEW_KINDS), 'handover'), text);

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'equipment.move', undefined)) error(404);
	const asked = event.url.searchParams;
	const kind = kindOf(asked.get('kind'));
	const typed = asked
		.getAll('items')
		.flatMap((text) => text.split(','))
		.slice(0, 500);
	const personId = asked.get('person') ?? '';
	const [places, lines, names] = await Promise.all([
		listPlaceOptions(db, locale),
		linesOf(db, actor, kind, typed),
		listPersonNames(db, v.is(v.pipe(v.string(), v.uuid()), personId) ? [personId] : [])
	]);
	return {
		...{ kind, lines, formKey: newId() },
		person: { id: names.has(personId) ? personId : '', name: names.get(personId) ?? '' },
		places: places.map(({ id, name }) => ({ value: id, label: name }))
	};
});

/** Things as the form shows them, with what is wrong with each. */
async function linesOf(db: Db, actor: Actor, kind: NewKind, typed: string[]) {
	const found = await lookUpItems(db, actor, typed, eventOfKind[kind]);
	return found.map(({ typed: number, item }) =>
		item
			? {
					number: item.inventoryNumber,
					title: itemTitle(item),
					problem: item.refusal ? errorText(item.refusal.key, item.refusal.details) : '',
					note: ''
				}
			: { number, title: '', problem: errorText('acts_unknown_number', { number }), note: '' }
	);
}

const list = v.optional(
	v.pipe(
		v.union([v.string(), v.array(v.string())]),
		v.transform((some) => (typeof some === 'string' ? [some] : some))
	),
	[]
);

const schema = v.object({
	kind: v.picklist(NEW_KINDS),
	formKey: v.pipe(v.string(), v.uuid()),
	numbers: list,
	notes: list,
	typed: longText,
	personId: chosenId,
	placeId: chosenId,
	room: shortText,
	note: longText,
	asks: ticked
});
type Asked = v.InferOutput<typeof schema>;

/** Each number with what was written beside it: from the lines, and from the field for several at once. */
function asked({ numbers, notes, typed }: Asked): { number: string; note: string }[] {
	const more = typed.split(/[\s,;]+/).map((number) => ({ number, note: '' }));
	const lines = [
		...numbers.map((number, n) => ({ number, note: (notes[n] ?? '').trim() })),
		...more
	];
	const seen = new Map(lines.map((line) => [line.number.trim().toUpperCase(), line]));
	seen.delete('');
	return [...seen.values()].map(({ number, note }) => ({ number: number.trim(), note }));
}

function issuesOf(
	{ kind, personId, placeId }: Asked,
	lines: number,
	isUnknown: boolean
): FieldIssues {
	return {
		...(lines === 0 ? { typed: ['acts_nothing_chosen'] } : {}),
		...(isUnknown ? { typed: ['acts_some_unknown'] } : {}),
		...(kind === 'handover' && !personId && !placeId
			? { personId: ['registers_nobody_gets_it'] }
			: {}),
		...(kind === 'transfer' && !placeId ? { placeId: ['errors_choose'] } : {})
	};
}

async function make(db: Db, actor: Actor, input: Asked, clock: Clock) {
	const lines = asked(input);
	const found = await lookUpItems(
		db,
		actor,
		lines.map(({ number }) => number),
		eventOfKind[input.kind]
	);
	const known = found.flatMap(({ item }, n) =>
		item ? [{ ...item, note: lines[n]?.note ?? '' }] : []
	);
	const issues = issuesOf(input, lines.length, known.length < lines.length);
	if (Object.keys(issues).length > 0) throw invalid(issues);
	const refs = [...new Set(known.map(({ id }) => id))].map((itemId) => ({ itemId }));
	const notes = Object.fromEntries(known.map(({ id, note }) => [id, note]));
	const { personId, placeId, room, note, formKey, asks } = input;
	const common = { placeId, room, note, notes, formKey };
	if (input.kind === 'handover')
		return handOverItems(db, actor, refs, { ...common, personId }, clock);
	if (input.kind === 'return') return returnItems(db, actor, refs, { ...common, asks }, clock);
	const { id } = await moveItems(db, actor, refs, { ...common, placeId: placeId ?? '' }, clock);
	return { actId: id };
}

export const actions: Actions = {
	default: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId']);
		if (Object.keys(untold).length > 0) return failForm(untold, formValues(form));
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { formKey } = parsed.data;
		const id = await oncePerForm(db, formKey, () => make(db, actor, parsed.data, clock));
		redirect(303, `/admin/equipment/acts/${id}?did=made`);
	})
};
