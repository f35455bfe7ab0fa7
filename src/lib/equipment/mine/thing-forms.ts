import { m } from '#lib/paraglide/messages.js';
import type { IconName } from '#lib/ui/icon-names.ts';

/** What a holder can say of a thing; each is a small page of its own below the thing's address. */
export const THING_FORMS = [
	'return',
	'keep',
	'pass-on',
	'take-back',
	'not-mine',
	'missing',
	'found'
] as const;
export type ThingForm = (typeof THING_FORMS)[number];

export const isThingForm = (text: string): text is ThingForm =>
	(THING_FORMS as readonly string[]).includes(text);

type Look = {
	icon: IconName;
	/** The verb, on buttons and in lists. */
	verb: () => string;
	/** What follows from it, in plain words. */
	lead: () => string;
	/** What the thing's page says afterwards. */
	done: () => string;
	asks: readonly ('way' | 'person' | 'note')[];
};

export const thingForms: Record<ThingForm, Look> = {
	return: {
		icon: 'undo-2',
		verb: m.registers_act_return,
		lead: m.mine_return_lead,
		done: m.mine_return_done,
		asks: ['way', 'note']
	},
	keep: {
		icon: 'x',
		verb: m.mine_keep,
		lead: m.mine_keep_lead,
		done: m.mine_keep_done,
		asks: []
	},
	'pass-on': {
		icon: 'users',
		verb: m.mine_pass_on,
		lead: m.mine_pass_on_lead,
		done: m.mine_pass_on_done,
		asks: ['person', 'note']
	},
	'take-back': {
		icon: 'x',
		verb: m.mine_take_back,
		lead: m.mine_take_back_lead,
		done: m.mine_take_back_done,
		asks: []
	},
	'not-mine': {
		icon: 'user-x',
		verb: m.registers_act_not_mine,
		lead: m.mine_not_mine_lead,
		done: m.mine_not_mine_done,
		asks: ['note']
	},
	missing: {
		icon: 'search',
		verb: m.mine_missing,
		lead: m.mine_missing_lead,
		done: m.mine_missing_done,
		asks: ['note']
	},
	found: {
		icon: 'check',
		verb: m.mine_found,
		lead: m.mine_found_lead,
		done: m.mine_found_done,
		asks: ['note']
	}
};
