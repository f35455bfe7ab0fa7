import { invalid, type FieldIssues } from '#lib/errors.ts';
import { parseDay } from '#lib/format/dates.ts';
import { locales } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { AffectedThing } from '#lib/notices/affected.ts';
import { fillTemplate, type SlotValue, type SlotValues } from '#lib/notices/fill-template.ts';
import type { AffectedKind, Impact } from '#lib/notices/notice-states.ts';
import type { SlotType, TemplateSlot } from '#lib/notices/notice-template.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { townMoment } from '../calendar/town-moment.ts';
import { nameInAllLanguages } from './affected-names.ts';
import { getTemplate } from './list-templates.ts';
import { saveDraft, type DraftInput } from './save-draft.ts';

export type FromTemplateInput = Pick<
	DraftInput,
	'ownerId' | 'startsAt' | 'plannedEndAt' | 'affected'
> & {
	slug: string;
	/** What was typed or chosen for each slot: an id, a text, a day, `2026-11-26T17:00`, the number of an option. */
	slots: Record<string, string>;
	/** Whom to call. */
	contact: string;
};

/** Slots that name something in a register. */
const REGISTERS: Partial<Record<SlotType, AffectedKind>> = {
	system: 'system',
	software: 'software',
	place: 'place',
	person: 'person'
};

/**
 * Makes a draft of a template: its texts in every language it has, filled, with its checks, touching what was chosen for
 * its slots (an optional slot only names something) and `affected` besides. For the same people, recorded and refused as
 * in `saveDraft`; Invalid also at `slot.<key>` for what is missing.
 */
export async function draftFromTemplate(
	db: DbOrTx,
	actor: Actor,
	input: FromTemplateInput,
	clock: Clock = systemClock
): Promise<{ id: string; number: number; revision: number }> {
	const { content } = await getTemplate(db, actor, input.slug);
	const { values, touched } = await slotValues(db, content.slots, input.slots, content.impact);
	const all: SlotValues = {
		...values,
		starts: input.startsAt,
		ends: input.plannedEndAt,
		contact: input.contact.trim()
	};
	const texts: DraftInput['texts'] = {};
	for (const locale of locales) {
		const text = fillTemplate(content, all, locale, clock.now());
		if (text) texts[locale] = text;
	}
	const { ownerId, startsAt, plannedEndAt, affected } = input;
	return saveDraft(
		db,
		actor,
		{
			kind: content.kind,
			texts,
			affected: [...touched, ...affected],
			ownerId,
			startsAt,
			plannedEndAt,
			checks: content.checks
		},
		clock
	);
}

async function slotValues(
	db: DbOrTx,
	slots: readonly TemplateSlot[],
	typed: Record<string, string>,
	impact: Impact
): Promise<{ values: SlotValues; touched: AffectedThing[] }> {
	const values: SlotValues = {};
	const issues: FieldIssues = {};
	const things = new Map<string, AffectedThing>();
	for (const slot of slots) {
		const text = (typed[slot.key] ?? '').trim();
		const kind = REGISTERS[slot.type];
		if (text === '') {
			if (!slot.optional) issues[`slot.${slot.key}`] = ['errors_required'];
		} else if (kind) {
			if (isId(text)) things.set(slot.key, { kind, targetId: text, impact });
			else issues[`slot.${slot.key}`] = ['errors_choose'];
		} else {
			const value = plainValue(slot, text);
			if (value === undefined) issues[`slot.${slot.key}`] = ['errors_invalid'];
			values[slot.key] = value;
		}
	}
	const names = await nameInAllLanguages(db, [...things.values()]);
	for (const [key, thing] of things) {
		values[key] = names.get(thing.targetId);
		if (!values[key]) issues[`slot.${key}`] = ['errors_choose'];
	}
	if (Object.keys(issues).length > 0) throw invalid(issues);
	const optional = new Set(slots.filter((slot) => slot.optional).map((slot) => slot.key));
	const touched = [...things].flatMap(([key, thing]) => (optional.has(key) ? [] : [thing]));
	return { values, touched };
}

function plainValue(slot: TemplateSlot, text: string): SlotValue {
	if (slot.type === 'choice') return slot.options?.[Number(text)];
	if (slot.type === 'day') return parseDay(text);
	if (slot.type !== 'moment') return text;
	const [, day, hour] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(text) ?? [];
	return day && hour ? townMoment(day, hour) : undefined;
}
