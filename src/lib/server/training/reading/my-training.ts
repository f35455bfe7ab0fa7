import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { dutyReasonWords, type DutyReason } from '#lib/training/duty-reason.ts';
import type { MyTraining, TrainingRow } from '#lib/training/my-training.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { dutyReasons } from '../duty/duty-reasons.ts';
import { moduleStanding, type ModuleStanding } from '../duty/module-standing.ts';
import { heldSlugs } from './held-slugs.ts';
import { listedModules, type ListedModule } from './listed-modules.ts';
import { readingPlace } from './tables.ts';

/**
 * All modules as one person sees them: to do (earliest due first), changed since they did them, begun, done, and
 * recommended because they use the software. Everybody, for themselves. Three queries, sent at once; the modules
 * themselves are kept by the process.
 */
export async function myTraining(
	db: DbOrTx,
	actor: Actor,
	locale: Locale,
	clock: Clock
): Promise<MyTraining> {
	const today = isoDay(clock.now());
	const [modules, standings, reasons, held] = await Promise.all([
		listedModules(db, locale),
		moduleStanding(db, [actor.personId], null, today),
		dutyReasons(db, actor.personId, today),
		findHeld(db, actor.personId)
	]);
	const words = (reason: DutyReason | undefined) => (reason ? dutyReasonWords(reason, locale) : '');
	const known = modules.map((module) => ({
		module,
		standing: standings.of(actor.personId, module.id)
	}));
	type Known = (typeof known)[number];
	const isDuty = ({ standing }: Known) => standing.obligation !== null;
	const isDone = ({ standing }: Known) => standing.completion !== null;
	const isOffered = (one: Known) => one.module.active && !isDuty(one) && !isDone(one);
	const isBegun = ({ module }: Known) => held.begun.has(module.id);
	const rows = (wanted: readonly Known[]) =>
		wanted.map(({ module, standing }) =>
			rowOf(module, standing, words(reasons.get(module.id)), today)
		);
	return {
		due: rows(known.filter(isDuty).sort((a, b) => byDay(a.standing.dueOn, b.standing.dueOn))),
		changes: rows(known.filter((one) => one.standing.changesToRead !== null && !isDuty(one))),
		inProgress: rows(known.filter((one) => isOffered(one) && isBegun(one))),
		done: rows(known.filter((one) => !isDuty(one) && isDone(one)).sort(byRenewal)),
		recommended: rows(
			known.filter(
				(one) =>
					isOffered(one) &&
					!isBegun(one) &&
					one.module.software.some((slug) => held.slugs.has(slug))
			)
		),
		all: modules
			.filter(({ active }) => active)
			.map(({ slug, title, summary, minutes }) => ({ slug, title, summary, minutes }))
	};
}

const byDay = (a: string | null, b: string | null) => (a ?? '9999').localeCompare(b ?? '9999');

/** Those that can be renewed first, then the latest. */
function byRenewal(a: { standing: ModuleStanding }, b: { standing: ModuleStanding }): number {
	const at = ({ standing }: typeof a) => standing.completion?.completedAt.getTime() ?? 0;
	return Number(b.standing.renewalOpen) - Number(a.standing.renewalOpen) || at(b) - at(a);
}

/** Slugs of the products and systems a person uses, and the modules they have opened. */
async function findHeld(db: DbOrTx, personId: string) {
	const rows = await db.execute<{ slug: string | null; begun: string | null }>(sql`
		select held.slug, null::uuid as begun from (${heldSlugs(db, personId)}) held
		union all
		select null, ${readingPlace.moduleId} from ${readingPlace} where ${readingPlace.personId} = ${personId}`);
	return {
		slugs: new Set(rows.map((row) => row.slug)),
		begun: new Set(rows.map((row) => row.begun))
	};
}

function rowOf(
	module: ListedModule,
	standing: ModuleStanding,
	because: string,
	today: string
): TrainingRow {
	const { obligation, dueOn, changesToRead } = standing;
	return {
		slug: module.slug,
		title: module.title,
		minutes: module.minutes,
		percent: standing.percent,
		because,
		requestNumber: obligation?.requestNumber ?? null,
		dueOn,
		isOverdue: dueOn !== null && dueOn < today,
		changesDueOn: changesToRead?.dueOn ?? null,
		validUntil: standing.validUntil,
		isValid: standing.isValid,
		renewalOpen: standing.renewalOpen
	};
}
