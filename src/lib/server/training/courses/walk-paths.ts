import { asc, eq, sql } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { isStep, placesOf, type StepPlace } from '#lib/training/path-steps.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { moduleStanding, type Standings } from '../duty/module-standing.ts';
import { trainingModule } from '../modules/tables.ts';
import { learningPath, pathStep } from './tables.ts';

/** A path as somebody walks it. */
export type WalkedPath = {
	id: string;
	slug: string;
	title: LocalizedText;
	summary: LocalizedText;
	strict: boolean;
	active: boolean;
	steps: PathStep[];
};

export type PathStep = StepPlace & {
	slug: string;
	titles: Partial<Record<Locale, string>>;
	minutes: number;
	percent: number;
	isDone: boolean;
	isDuty: boolean;
	isOverdue: boolean;
	dueOn: string | null;
	completedAt: Date | null;
	/** The completion does not count any more, or may be renewed already. */
	renewalOpen: boolean;
};

/** Every active path with where the reader stands in it, by its title. Everybody, for themselves. Two queries at once. */
export async function listPaths(
	db: DbOrTx,
	actor: Actor,
	reader: { locale: Locale; now: Date }
): Promise<WalkedPath[]> {
	const paths = await walk(db, actor, reader.now, eq(learningPath.active, true));
	const order = new Intl.Collator(reader.locale);
	const title = ({ title }: WalkedPath) => title[reader.locale] ?? title.et;
	return paths.sort((a, b) => order.compare(title(a), title(b)));
}

/**
 * One path with where the reader stands in it. Everybody; one that is not active only those who may change it. Throws
 * NotFound.
 */
export async function getPath(
	db: DbOrTx,
	actor: Actor,
	slug: string,
	now: Date
): Promise<WalkedPath> {
	const [path] = await walk(db, actor, now, eq(learningPath.slug, slug));
	if (!path || (!path.active && !can(actor, 'training.edit'))) throw notFound();
	return path;
}

async function walk(db: DbOrTx, actor: Actor, now: Date, which: ReturnType<typeof eq>) {
	const today = isoDay(now);
	const [rows, standings] = await Promise.all([
		readPaths(db, which),
		moduleStanding(db, [actor.personId], null, today)
	]);
	return rows.map(({ steps, ...path }) => ({
		...path,
		steps: walked(steps, path.strict, standings, actor.personId, today)
	}));
}

type FoundStep = {
	moduleId: string;
	slug: string;
	titles: PathStep['titles'];
	minutes: number;
	active: boolean;
};

async function readPaths(db: DbOrTx, which: ReturnType<typeof eq>) {
	const rows = await db
		.select({
			id: learningPath.id,
			slug: learningPath.slug,
			title: learningPath.title,
			summary: learningPath.summary,
			strict: learningPath.strict,
			active: learningPath.active,
			step: {
				moduleId: trainingModule.id,
				slug: trainingModule.slug,
				titles: trainingModule.titles,
				minutes: sql<number>`coalesce((${trainingModule.facts} ->> 'minutes')::int, 0)`,
				active: trainingModule.active
			}
		})
		.from(learningPath)
		.innerJoin(pathStep, eq(pathStep.pathId, learningPath.id))
		.innerJoin(trainingModule, eq(trainingModule.id, pathStep.moduleId))
		.where(which)
		.orderBy(asc(learningPath.id), asc(pathStep.position));
	const paths = new Map<string, Omit<(typeof rows)[number], 'step'> & { steps: FoundStep[] }>();
	for (const { step, ...path } of rows) {
		const known = paths.get(path.id);
		if (known) known.steps.push(step);
		else paths.set(path.id, { ...path, steps: [step] });
	}
	return [...paths.values()];
}

function walked(
	found: FoundStep[],
	strict: boolean,
	standings: Standings,
	personId: string,
	today: string
): PathStep[] {
	const steps = found
		.map((step) => ({ step, standing: standings.of(personId, step.moduleId) }))
		.map(({ step: { active, slug, titles, minutes }, standing }) => ({
			active,
			slug,
			titles,
			minutes,
			percent: standing.percent,
			isDone: standing.completion !== null,
			isDuty: standing.obligation !== null,
			isOverdue: standing.dueOn !== null && standing.dueOn < today,
			dueOn: standing.dueOn,
			completedAt: standing.completion?.completedAt ?? null,
			renewalOpen: standing.completion !== null && (standing.renewalOpen || !standing.isValid)
		}))
		.filter(isStep);
	const places = placesOf(steps, strict);
	return steps.map(({ active: _active, ...step }, n) => ({
		...step,
		...(places[n] ?? { state: 'open' as const, opensAfter: null })
	}));
}
