import { locales, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import type { AffectedThing } from '#lib/notices/affected.ts';
import { fillTemplate, type SlotValue } from '#lib/notices/fill-template.ts';
import type { AffectedKind } from '#lib/notices/notice-states.ts';
import type { NoticeTemplateContent } from '#lib/notices/notice-template.ts';
import type { NoticeText } from '#lib/notices/notice-text.ts';
import { runNoticesByClock } from '#lib/server/notices/life/notice-jobs.ts';
import { saveDraft, type DraftInput } from '#lib/server/notices/writing/save-draft.ts';
import { noticeTemplate } from '#lib/server/notices/writing/tables.ts';
import { place, unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { found, type Town } from '../sample-town.ts';

type Named = { id: string; name: LocalizedText };

/** What stories about notices ask: templates, things by their short names, and the acts that are alike in all. */
export type NoticeDesk = Awaited<ReturnType<typeof noticeDesk>>;

/** Reads templates and registers once; the stories share them. */
export async function noticeDesk(town: Town) {
	const { db, clock } = town;
	const templates = new Map<string, NoticeTemplateContent>();
	for (const row of await db.select().from(noticeTemplate)) templates.set(row.slug, row.content);
	const things = await namedThings(town);
	const thing = (code: string) => found(things.get(code), code);

	const textsOf = (
		template: NoticeTemplateContent,
		values: Record<string, string>,
		about: string | undefined,
		window: { startsAt: Date | null; plannedEndAt: Date | null }
	): DraftInput['texts'] => {
		const filled: Record<string, SlotValue> = {
			starts: window.startsAt,
			ends: window.plannedEndAt,
			contact: null
		};
		for (const [key, value] of Object.entries(values)) {
			const slot = template.slots.find((one) => one.key === key);
			if (value === '@') filled[key] = about ? thing(about).name : '';
			else if (value.startsWith('#')) filled[key] = slot?.options?.[Number(value.slice(1)) - 1];
			else filled[key] = things.get(`place:${value}`)?.name ?? value;
		}
		const texts: Partial<Record<Locale, Omit<NoticeText, 'changedAt'>>> = {};
		for (const locale of locales) {
			const text = fillTemplate(template, filled, locale, clock.now());
			if (text) texts[locale] = text;
		}
		return texts;
	};

	return {
		town,
		/** Lets the portal's clock do what is due by now. */
		tick: () => runNoticesByClock({ db, clock }, {}),
		/** Writes a notice from a template; `more` says what differs. */
		async write(
			plan: {
				template: string;
				things: readonly string[];
				values: Record<string, string>;
				startsAt: Date | null;
				plannedEndAt: Date | null;
				owner: string;
			},
			more: Partial<DraftInput> = {}
		): Promise<{ number: number; id: string; kind: DraftInput['kind'] }> {
			const template = found(templates.get(plan.template), `template ${plan.template}`);
			const owner = town.who(plan.owner);
			const affected = plan.things.map((code): AffectedThing => ({
				kind: code.split(':')[0] as AffectedKind,
				targetId: thing(code).id,
				impact: template.impact === 'none' ? 'degraded' : template.impact
			}));
			const { kind } = template;
			const made = await saveDraft(
				db,
				await town.actor(owner),
				{
					kind,
					texts: textsOf(template, plan.values, plan.things[0], plan),
					affected,
					ownerId: owner.id,
					startsAt: plan.startsAt,
					plannedEndAt: plan.plannedEndAt,
					reminders: kind === 'planned_work' ? [24 * 60] : [],
					checks: template.checks,
					asksIfWorks: false,
					...more
				},
				clock
			);
			return { number: made.number, id: made.id, kind };
		},
		thing
	};
}

async function namedThings({ db }: Town): Promise<Map<string, Named>> {
	const things = new Map<string, Named>();
	const add = (kind: AffectedKind, rows: (Named & { code: string })[]) => {
		for (const { code, ...row } of rows) things.set(`${kind}:${code}`, row);
	};
	const { slug: systemSlug, id: systemId, name: systemName } = informationSystem;
	add(
		'system',
		await db.select({ id: systemId, code: systemSlug, name: systemName }).from(informationSystem)
	);
	add('place', await db.select({ id: place.id, code: place.code, name: place.name }).from(place));
	add('unit', await db.select({ id: unit.id, code: unit.code, name: unit.name }).from(unit));
	const programs = await db
		.select({ id: softwareProduct.id, code: softwareProduct.slug, name: softwareProduct.name })
		.from(softwareProduct);
	add(
		'software',
		programs.map(({ name, ...row }) => ({ ...row, name: { et: name, ru: name, en: name } }))
	);
	return things;
}
