import { eq, sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { dutyReasonWords, type DutyReason } from '#lib/training/duty-reason.ts';
import type { MyTraining, TrainingRow } from '#lib/training/my-training.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { dutyReasons } from '../duty/duty-reasons.ts';
import { moduleStanding, type ModuleStanding } from '../duty/module-standing.ts';
import { completion } from '../duty/tables.ts';
import { trainingEdition, trainingModule, trainingText } from '../modules/tables.ts';
import { heldSlugs } from './held-slugs.ts';
import { readingPlace } from './tables.ts';

/**
 * All modules as one person sees them: to do (earliest due first), changed since they did them, begun, done, and
 * recommended because they use the software. Everybody, for themselves. Four queries, sent at once.
 */
export async function myTraining(
	db: DbOrTx,
	actor: Actor,
	locale: Locale,
	clock: Clock
): Promise<MyTraining> {
	const today = isoDay(clock.now());
	const [modules, standings, reasons, held] = await Promise.all([
		listModules(db, actor.personId, locale),
		moduleStanding(db, [actor.personId], null, today),
		dutyReasons(db, actor.personId, today),
		findHeld(db, actor.personId)
	]);
	const words = (reason: DutyReason | undefined) => (reason ? dutyReasonWords(reason, locale) : '');
	const rows = modules.map((module) => {
		const standing = standings.of(actor.personId, module.id);
		return { module, standing, row: rowOf(module, standing, words(reasons.get(module.id)), today) };
	});
	const pick = (wanted: (one: (typeof rows)[number]) => boolean) =>
		rows.filter(wanted).map((one) => one.row);
	const isOffered = (one: (typeof rows)[number]) =>
		one.module.active && !one.row.isDuty && one.row.completedAt === null;
	return {
		due: pick((one) => one.row.isDuty).sort((a, b) => byDay(a.dueOn, b.dueOn)),
		changes: pick((one) => one.standing.changesToRead !== null && !one.row.isDuty),
		inProgress: pick((one) => isOffered(one) && one.module.begun),
		done: pick((one) => !one.row.isDuty && one.row.completedAt !== null).sort(
			(a, b) =>
				Number(b.renewalOpen) - Number(a.renewalOpen) ||
				(b.completedAt?.getTime() ?? 0) - (a.completedAt?.getTime() ?? 0)
		),
		recommended: pick(
			(one) =>
				isOffered(one) && !one.module.begun && one.module.software.some((slug) => held.has(slug))
		),
		all: pick((one) => one.module.active)
	};
}

const byDay = (a: string | null, b: string | null) => (a ?? '9999').localeCompare(b ?? '9999');

type ListedModule = {
	id: string;
	slug: string;
	active: boolean;
	title: string;
	summary: string;
	minutes: number;
	software: string[];
	begun: boolean;
};

/** The modules that are offered, and those this person has begun, by title. */
function listModules(db: DbOrTx, personId: string, locale: Locale): Promise<ListedModule[]> {
	const { titles, facts } = trainingModule;
	return db
		.select({
			id: trainingModule.id,
			slug: trainingModule.slug,
			active: trainingModule.active,
			title: sql<string>`coalesce(${titles} ->> ${locale}, ${titles} ->> (${facts} ->> 'source'), ${trainingModule.slug})`,
			summary: sql<string>`coalesce(${trainingText.summary}, '')`,
			minutes: sql<number>`(${facts} ->> 'minutes')::int`,
			software: sql<string[]>`${facts} -> 'software'`,
			begun: sql<boolean>`${readingPlace.personId} is not null`
		})
		.from(trainingModule)
		.innerJoin(trainingEdition, eq(trainingEdition.id, trainingModule.editionId))
		.leftJoin(
			trainingText,
			sql`${trainingText.editionId} = ${trainingEdition.id} and ${trainingText.locale} =
				case when ${titles} ? ${locale} then ${locale} else ${facts} ->> 'source' end`
		)
		.leftJoin(
			readingPlace,
			sql`${readingPlace.moduleId} = ${trainingModule.id} and ${readingPlace.personId} = ${personId}`
		)
		.where(
			sql`${trainingModule.active} or ${readingPlace.personId} is not null or exists (
				select from ${completion} c where c.person_id = ${personId} and c.module_id = ${trainingModule.id})`
		)
		.orderBy(sql`4`);
}

/** Slugs of the products and systems a person uses. */
async function findHeld(db: DbOrTx, personId: string): Promise<Set<string>> {
	const rows = await db.execute<{ slug: string }>(heldSlugs(db, personId));
	return new Set(rows.map((row) => row.slug));
}

function rowOf(
	module: ListedModule,
	standing: ModuleStanding,
	because: string,
	today: string
): TrainingRow {
	const { obligation, completion, dueOn, changesToRead } = standing;
	return {
		slug: module.slug,
		title: module.title,
		summary: module.summary,
		minutes: module.minutes,
		percent: standing.percent,
		isDuty: obligation !== null,
		because,
		requestNumber: obligation?.requestNumber ?? null,
		dueOn,
		isOverdue: dueOn !== null && dueOn < today,
		changesDueOn: changesToRead?.dueOn ?? null,
		completedAt: completion?.completedAt ?? null,
		certificate: completion?.number ?? null,
		validUntil: standing.validUntil,
		isValid: standing.isValid,
		renewalOpen: standing.renewalOpen
	};
}
