import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { isId } from '$lib/ids.ts';
import { localize, type Locale } from '$lib/i18n/localized.ts';
import { parseAffected } from '$lib/notices/affected.ts';
import type { NoticeTemplateContent } from '$lib/notices/notice-template.ts';
import { textStandings } from '$lib/notices/text-gaps.ts';
import { windowEntries } from '$lib/notices/writing/draft-form.ts';
import type { SlotField } from '$lib/notices/writing/slot-fields.ts';
import type { Actor } from '$lib/people/actor.ts';
import { can } from '$lib/people/permissions.ts';
import type { Db } from '$lib/server/db/client.ts';
import { nameAffected } from '$lib/server/notices/writing/affected-names.ts';
import { draftFromTemplate } from '$lib/server/notices/writing/draft-from-template.ts';
import { getTemplate, listTemplates } from '$lib/server/notices/writing/list-templates.ts';
import { choiceOptions, slotOptions } from '$lib/server/notices/writing/slot-options.ts';
import { typedWindow } from '$lib/server/notices/writing/typed-window.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { getSetting } from '$lib/server/settings/settings.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';
import { draftValues } from '../draft-values.ts';
import { findForm, saveForm } from '../save-action.ts';

/** What one begins from: the choice of a template, a template's blanks, or an empty form. */
export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'notices.edit')) error(403);
	const { searchParams } = event.url;
	const slug = searchParams.get('template');
	if (slug) return { step: 'fill' as const, ...(await templateForm(db, actor, slug, locale)) };
	if (!searchParams.has('empty')) {
		const templates = (await listTemplates(db, actor, locale)).filter((row) => row.active);
		return { step: 'choose' as const, templates };
	}
	const given = parseAffected(searchParams.getAll('affected'));
	const [things, modules] = await Promise.all([
		nameAffected(db, given, locale),
		listModuleOptions(db, locale)
	]);
	return {
		step: 'write' as const,
		things,
		standings: textStandings({}),
		values: emptyValues(actor),
		modules: modules.map(({ key, title }) => ({ key, title }))
	};
});

function emptyValues(actor: Actor) {
	const {
		reminders: _byImpact,
		revision: _none,
		...values
	} = draftValues({
		kind: 'planned_work',
		revision: 1,
		texts: {},
		ownerId: actor.personId,
		ownerName: actor.name,
		startsAt: null,
		plannedEndAt: null,
		reminders: [],
		checks: [],
		asksAcknowledgement: false,
		asksIfWorks: true,
		isPublic: false,
		moduleKey: null,
		noModuleReason: null
	});
	return values as Record<string, string | string[]>;
}

async function templateForm(db: Db, actor: Actor, slug: string, locale: Locale) {
	const [{ content }, contact] = await Promise.all([
		getTemplate(db, actor, slug),
		getSetting(db, 'itPhone')
	]);
	return {
		slug,
		name: localize(content.name, locale),
		kind: content.kind,
		fields: await slotFields(db, content, locale),
		values: {
			ownerId: actor.personId,
			ownerId_text: actor.name,
			contact
		} as Record<string, string | string[]>
	};
}

async function slotFields(
	db: Db,
	{ slots }: NoticeTemplateContent,
	locale: Locale
): Promise<SlotField[]> {
	const options = await slotOptions(db, slots, locale);
	return slots.map((slot) => ({
		name: `slot.${slot.key}`,
		type: slot.type,
		label: localize(slot.label, locale),
		help: slot.help ? localize(slot.help, locale) : '',
		optional: slot.optional ?? false,
		options: slot.type === 'choice' ? choiceOptions(slot, locale) : (options[slot.type] ?? [])
	}));
}

const filled = v.objectWithRest(
	{
		...windowEntries,
		ownerId: v.pipe(v.optional(v.string(), ''), v.check(isId, 'errors_choose')),
		contact: v.pipe(v.optional(v.string(), ''), v.maxLength(300, 'errors_text_long'))
	},
	v.union([v.string(), v.array(v.string())])
);

export const actions: Actions = {
	save: action((event: RequestEvent, form) => saveForm(event, form)),
	find: action((event: RequestEvent, form) => findForm(event, form)),
	fill: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['ownerId']);
		const parsed = parseForm(filled, form);
		if (!parsed.ok) return failForm({ ...parsed.issues, ...untold }, parsed.values);
		const { ownerId, contact, ...rest } = parsed.data;
		const { number } = await draftFromTemplate(
			db,
			actor,
			{
				slug: event.url.searchParams.get('template') ?? String(form.get('template') ?? ''),
				slots: slotsTyped(parsed.values),
				contact,
				ownerId,
				affected: [],
				...typedWindow(rest)
			},
			clock
		);
		redirect(303, `/admin/notices/${number}`);
	})
};

/** What was said for each slot, by its key; a moment's day and hour are put together. */
function slotsTyped(values: Record<string, string | string[]>): Record<string, string> {
	const slots: Record<string, string> = {};
	for (const [name, value] of Object.entries(values)) {
		const [, key, part] = /^slot\.([a-z][a-z0-9_]*)(?:\.(day|hour))?$/.exec(name) ?? [];
		if (!key || part === 'hour') continue;
		const day = [value].flat()[0] ?? '';
		const hour = [values[`slot.${key}.hour`] ?? ''].flat()[0] ?? '';
		slots[key] = part === 'day' ? momentCode(day, hour) : day;
	}
	return slots;
}

function momentCode(day: string, hour: string): string {
	const typed = v.safeParse(v.object(windowEntries), { startsDay: day, startsHour: hour });
	const { startsDay, startsHour } = typed.success ? typed.output : {};
	return startsDay && startsHour ? `${startsDay}T${startsHour}` : day && `${day} ${hour}`;
}
