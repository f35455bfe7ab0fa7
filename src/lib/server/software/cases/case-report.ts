import { and, eq, gte, lt, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { townMidnight, townTime } from '#lib/server/db/town-time.ts';
import { unit } from '#lib/server/people/tables.ts';
import { caseScope } from './get-case.ts';
import { softwareCase } from './tables.ts';

/** Cases that were opened in a month in a unit, by what was found and how they stand now. */
export type CaseReportRow = {
	/** `2026-11`. */
	month: string;
	unit: LocalizedText | null;
	opened: number;
	forbidden: number;
	unlicensed: number;
	outdated: number;
	removed: number;
	licensed: number;
	excused: number;
	open: number;
	overdue: number;
};

const counted = (condition: ReturnType<typeof sql>) =>
	sql<number>`count(*) filter (where ${condition})::int`;

/**
 * The cases of a year by unit and month, the latest month first. Desk and auditors, each their units; `today` (ISO) says
 * what is overdue. Throws Forbidden.
 */
export async function caseReport(
	db: DbOrTx,
	actor: Actor,
	year: number,
	today: string
): Promise<CaseReportRow[]> {
	if (!can(actor, 'software.read')) throw forbidden();
	const { kind, state, openedAt, deadline } = softwareCase;
	const month = sql<string>`to_char(${townTime(openedAt)}, 'YYYY-MM')`;
	return db
		.select({
			month,
			unit: sql<LocalizedText | null>`(array_agg(${unit.name}))[1]`,
			opened: sql<number>`count(*)::int`,
			forbidden: counted(sql`${kind} = 'forbidden'`),
			unlicensed: counted(sql`${kind} = 'unlicensed'`),
			outdated: counted(sql`${kind} = 'outdated'`),
			removed: counted(sql`${state} = 'removed'`),
			licensed: counted(sql`${state} = 'licensed'`),
			excused: counted(sql`${state} = 'excused'`),
			open: counted(sql`${state} = 'open'`),
			overdue: counted(sql`${state} = 'open' and ${deadline} < ${today}::date`)
		})
		.from(softwareCase)
		.leftJoin(unit, eq(unit.id, softwareCase.unitId))
		.where(
			and(
				caseScope(actor),
				gte(openedAt, townMidnight(`${year}-01-01`)),
				lt(openedAt, townMidnight(`${year + 1}-01-01`))
			)
		)
		.groupBy(month, softwareCase.unitId)
		.orderBy(sql`1 desc`, sql`3 desc`, softwareCase.unitId);
}
