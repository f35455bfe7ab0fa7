import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { lineEntries } from '$lib/equipment/line-entries.ts';
import type { FieldIssues } from '$lib/errors.ts';
import type { Actor } from '$lib/people/actor.ts';
import { can } from '$lib/people/permissions.ts';
import { chosenId, longText, shortText, ticked } from '$lib/systems/form-fields.ts';
import type { Clock } from '$lib/server/clock.ts';
import type { Db } from '$lib/server/db/client.ts';
import { newId } from '$lib/server/db/new-id.ts';
import { oncePerForm } from '$lib/server/equipment/acts/once-per-form.ts';
import { handOverItems } from '$lib/server/equipment/hand-over.ts';
import { moveItems } from '$lib/server/equipment/move-item.ts';
import { returnItems } from '$lib/server/equipment/return-item.ts';
import { listPersonNames } from '$lib/server/people/list-names.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';
import { linesOf, namedItems, sentItems } from '../../item-lines.ts';
import { NEW_KINDS, type NewKind } from '../../line-kinds.ts';

const kindOf = (text: unknown): NewKind =>
	v.parse(v.fallback(v.picklist(NEW_KINDS), 'handover'), text);

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale, clock } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'equipment.move', undefined)) error(404);
	const asked = event.url.searchParams;
	const kind = kindOf(asked.get('kind'));
	const personId = asked.get('person') ?? '';
	const [places, lines, names] = await Promise.all([
		listPlaceOptions(db, locale),
		linesOf(db, actor, { kind, now: clock.now() }, namedItems(event.url)),
		listPersonNames(db, v.is(v.pipe(v.string(), v.uuid()), personId) ? [personId] : [])
	]);
	return {
		...{ kind, lines, formKey: newId() },
		person: { id: names.has(personId) ? personId : '', name: names.get(personId) ?? '' },
		places: places.map(({ id, name }) => ({ value: id, label: name }))
	};
});

const schema = v.object({
	kind: v.picklist(NEW_KINDS),
	formKey: v.pipe(v.string(), v.uuid()),
	...lineEntries,
	personId: chosenId,
	placeId: chosenId,
	room: shortText,
	note: longText,
	asks: ticked
});
type Asked = v.InferOutput<typeof schema>;

const issuesOf = ({ kind, personId, placeId }: Asked): FieldIssues => ({
	...(kind === 'handover' && !personId && !placeId
		? { personId: ['registers_nobody_gets_it'] }
		: {}),
	...(kind === 'transfer' && !placeId ? { placeId: ['errors_choose'] } : {})
});

async function make(db: Db, actor: Actor, input: Asked, clock: Clock) {
	const { refs, notes } = await sentItems(db, actor, input.kind, input, issuesOf(input));
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
