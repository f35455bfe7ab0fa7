import type { HeldItem } from '$lib/server/equipment/items-of.ts';
import type { HeldSeat } from '$lib/server/software/seats-of.ts';
import type { ItemCategory, ItemState } from '$lib/equipment/item-states.ts';
import { thingForms, type ThingForm } from '$lib/equipment/mine/thing-forms.ts';
import { m } from '$lib/paraglide/messages.js';
import type { IconName } from '$lib/ui/icon-names.ts';

/** Something one can do with a thing: it leads to a form that already knows which thing. */
export type ThingAct = { icon: IconName; label: string; href: string };

/** The services that acts lead to; an act whose service is not open is not offered. */
export const ACT_SERVICES = [
	'fault-report',
	'computer',
	'install-software',
	'system-access',
	'other'
] as const;
type ActService = (typeof ACT_SERVICES)[number];

/** What the page knows besides the thing: which services are open, and for whom one asks, if not for oneself. */
export type ActContext = {
	services: readonly string[];
	forPerson: string | null;
	/** May say something of these things: their holder, or whoever represents the holder's unit. */
	speaks: boolean;
};

type Wanted = {
	service: ActService;
	icon: IconName;
	label: string;
	answers?: Record<string, string>;
};

/** The answers of the fault report and the computer form that follow from what the thing is. */
const faultKinds: Partial<Record<ItemCategory, string>> = {
	laptop: 'computer',
	desktop: 'computer',
	monitor: 'computer',
	tablet: 'computer',
	phone: 'phone',
	printer: 'printer'
};
const replaceable: readonly ItemCategory[] = ['laptop', 'desktop', 'monitor', 'tablet', 'headset'];

/** The address of a service's form with answers filled in; names of controls as the form has them. */
export function askHref(
	service: ActService,
	answers: Record<string, string>,
	forPerson: string | null
): string {
	const query = new URLSearchParams(answers);
	if (forPerson) query.set('for', forPerson);
	const text = query.toString();
	return `/services/${service}${text ? `?${text}` : ''}`;
}

function offered(
	wanted: (Wanted | false | null)[],
	{ services, forPerson }: ActContext
): ThingAct[] {
	return wanted.flatMap((act) =>
		act && services.includes(act.service)
			? [
					{
						icon: act.icon,
						label: act.label,
						href: askHref(act.service, act.answers ?? {}, forPerson)
					}
				]
			: []
	);
}

const notMine = (thing: string): Wanted => ({
	service: 'other',
	icon: 'user-x',
	label: m.registers_act_not_mine(),
	answers: { subject: m.registers_subject_not_mine({ thing }) }
});

const noLonger = (thing: string): Wanted => ({
	service: 'other',
	icon: 'undo-2',
	label: m.registers_act_no_longer(),
	answers: { subject: m.registers_subject_no_longer({ thing }) }
});

/** A page on which something is said of a thing. */
const formAct = (form: ThingForm, id: string): ThingAct => ({
	icon: thingForms[form].icon,
	label: thingForms[form].verb(),
	href: `/things/${id}/${form}`
});

/** What of a thing was said already and can be taken back. */
export type SaidBefore = { kind: string; taken: boolean };

function sayable(state: ItemState, said: readonly SaidBefore[]): ThingForm[] {
	const passed = said.some(({ kind }) => kind === 'passed_on');
	const wish = said.find(({ kind }) => kind === 'wants_to_return');
	const forms: ThingForm[] = [];
	if (state === 'missing') return ['found'];
	if (state !== 'in_use' && state !== 'to_be_returned') return [];
	if (passed) forms.push('take-back');
	else if (state === 'in_use') forms.push('return');
	if (wish && !wish.taken) forms.push('keep');
	if (!passed) forms.push('pass-on');
	if (!said.some(({ kind }) => kind === 'not_theirs')) forms.push('not-mine');
	return [...forms, 'missing'];
}

/** What can be done with a device, the first of them in sight. */
export function itemActs(
	item: Pick<HeldItem, 'id' | 'category' | 'state'>,
	said: readonly SaidBefore[],
	context: ActContext
): ThingAct[] {
	const forms = context.speaks ? sayable(item.state, said) : [];
	const asks = offered([faultOn(item), replacementOf(item)], context);
	const acts = forms.map((form) => formAct(form, item.id));
	// What undoes something stands first: it is what somebody came back for.
	const [first, ...rest] = acts;
	if (first && /\/(take-back|found)$/.test(first.href)) return [first, ...asks, ...rest];
	return [...asks.slice(0, 1), ...acts, ...asks.slice(1)];
}

const faultOn = ({ id, category }: { id: string; category: ItemCategory }): Wanted => ({
	service: 'fault-report',
	icon: 'wrench',
	label: m.registers_act_fault(),
	answers: { what: faultKinds[category] ?? 'other', item: id }
});

const replacementOf = ({ id, category }: { id: string; category: ItemCategory }): Wanted | false =>
	replaceable.includes(category) && {
		service: 'computer',
		icon: 'laptop',
		label: m.registers_act_replace(),
		answers: { thing: category, replaces: 'yes', old: id }
	};

/** What can be done with a thing that is shared. */
export const sharedActs = (
	item: { id: string; category: ItemCategory },
	context: ActContext
): ThingAct[] => offered([faultOn(item)], context);

/** What can be done with a program. */
export function seatActs(seat: Pick<HeldSeat, 'productName'>, context: ActContext): ThingAct[] {
	const name = seat.productName;
	return offered(
		[
			{
				service: 'fault-report',
				icon: 'wrench',
				label: m.registers_act_fault(),
				answers: { what: 'program', program: name }
			},
			noLonger(name),
			notMine(name)
		],
		context
	);
}

/** What can be done with a right: prolong it first when it ends soon. */
export function rightActs(
	{ system, role, ends }: { system: string; role: string; ends: { right: string } | null },
	context: ActContext
): ThingAct[] {
	const thing = `${system}, ${role}`;
	const prolong: Wanted | null = ends && {
		service: 'system-access',
		icon: 'history',
		label: m.registers_act_prolong(),
		answers: { right: ends.right }
	};
	const more: Wanted = {
		service: 'system-access',
		icon: 'key-round',
		label: m.registers_act_more_rights()
	};
	return offered([prolong, noLonger(thing), more, notMine(thing)], context);
}
