import { and, eq, inArray, isNotNull, isNull, not, or, sql, type SQL } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Figures } from '#lib/training/authoring/figures.ts';
import { modulesShape, type LanguageMark } from '#lib/training/authoring/list-shapes.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { trainingDraft, trainingModule, trainingText } from '../modules/tables.ts';
import { moduleFigures, noFigures } from './module-figures.ts';

type Found = {
	id: string;
	key: string;
	slug: string;
	titles: Partial<Record<Locale, string>>;
	version: string;
	source: 'files' | 'portal';
	active: boolean;
	/** Somebody is writing it. */
	draftState: 'writing' | 'in_review' | 'approved' | null;
	/** Whether each language is there and follows the source. */
	languages: Record<Locale, LanguageMark>;
	problems: number;
	updatedAt: Date;
	cursor: string;
};

/** A module as its authors list it. */
export type ModuleRow = Found & Figures;

const markOf = (locale: Locale) => sql<LanguageMark>`coalesce((
	select case when ${trainingText.stale} then 'stale' else 'fresh' end from ${trainingText}
	where ${trainingText.editionId} = ${trainingModule.editionId}
		and ${trainingText.locale} = ${locale}), 'missing')`;

const problemCount = sql<number>`jsonb_array_length(${trainingModule.fileProblems})`;
const title = sql`coalesce(${trainingModule.titles}->>'et', ${trainingModule.titles}->>'ru',
	${trainingModule.titles}->>'en', ${trainingModule.key})`;
const byId = { expr: sql`${trainingModule.id}`, type: 'uuid' } as const;

const STATES: Record<string, SQL | undefined> = {
	active: eq(trainingModule.active, true),
	hidden: not(trainingModule.active),
	draft: isNotNull(trainingDraft.id),
	problems: sql`${problemCount} > 0`
};

/** Every module, for those who write or look after them. */
export const modulesList: ListSpec<Found> = {
	shape: modulesShape,
	scope: () => undefined,
	filters: {
		state: (values) => or(...values.map((value) => STATES[value])),
		source: (values) => inArray(sql`${trainingModule.source}`, values),
		language: (values) => or(...locales.map((locale) => inArray(sql`${markOf(locale)}`, values))),
		software: (values) =>
			or(...values.map((slug) => sql`${trainingModule.facts}->'software' ? ${slug}`))
	},
	search: (text) =>
		contains(sql`${trainingModule.titles}::text || ' ' || ${trainingModule.key}`, text),
	sorts: {
		title: { keys: [{ expr: title, type: 'text' }, byId] },
		changed: {
			keys: [{ expr: sql`${trainingModule.updatedAt}`, type: 'timestamptz' }, byId]
		}
	},
	rows: async (db, { where, orderBy, limit, cursor }) => {
		const rows = await db
			.select({
				id: trainingModule.id,
				key: trainingModule.key,
				slug: trainingModule.slug,
				titles: trainingModule.titles,
				version: sql<string>`${trainingModule.facts}->>'version'`,
				source: trainingModule.source,
				active: trainingModule.active,
				draftState: trainingDraft.state,
				et: markOf('et'),
				ru: markOf('ru'),
				en: markOf('en'),
				problems: problemCount,
				updatedAt: trainingModule.updatedAt,
				cursor
			})
			.from(trainingModule)
			.leftJoin(trainingDraft, eq(trainingDraft.moduleId, trainingModule.id))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit);
		return rows.map(({ et, ru, en, ...row }) => ({ ...row, languages: { et, ru, en } }));
	},
	count: async (db, where, upTo) => {
		const some = db
			.select({ id: trainingModule.id })
			.from(trainingModule)
			.leftJoin(trainingDraft, eq(trainingDraft.moduleId, trainingModule.id));
		const [counted] = await db
			.select({ count: sql<number>`count(*)::int` })
			.from(some.where(where).limit(upTo).as('some'));
		return counted?.count ?? 0;
	}
};

/** A page of all modules with their figures. Authors, the desk (figures of its units) and auditors. Throws Forbidden. */
export async function listModules(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<ModuleRow>> {
	if (!can(actor, 'training.overview')) throw forbidden();
	const now = clock.now();
	const page = await listPage(db, modulesList, { actor, now }, state);
	return { ...page, rows: await withFigures(db, actor, page.rows, now) };
}

/** All modules that the filters find, row by row, for a file. The same people. Throws Forbidden. */
export async function* exportModules(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<ModuleRow> {
	if (!can(actor, 'training.overview')) throw forbidden();
	const now = clock.now();
	let batch: Found[] = [];
	for await (const row of listAll(db, modulesList, { actor, now }, state)) {
		batch.push(row);
		if (batch.length < BATCH) continue;
		yield* await withFigures(db, actor, batch, now);
		batch = [];
	}
	yield* await withFigures(db, actor, batch, now);
}

const BATCH = 200;

/** Modules that are being written and were never published. Authors and administrators; nobody else has any. */
export async function listNewDrafts(db: DbOrTx, actor: Actor) {
	if (!can(actor, 'training.edit')) return [];
	return db
		.select()
		.from(trainingDraft)
		.where(and(isNull(trainingDraft.moduleId)))
		.orderBy(trainingDraft.slug);
}

async function withFigures(
	db: DbOrTx,
	actor: Actor,
	rows: Found[],
	now: Date
): Promise<ModuleRow[]> {
	const ids = rows.map((row) => row.id);
	const figures = await moduleFigures(db, actor, ids, now);
	return rows.map((row) => ({ ...row, ...(figures.get(row.id) ?? noFigures) }));
}
