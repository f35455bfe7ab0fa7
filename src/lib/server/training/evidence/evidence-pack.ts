import { and, asc, count, eq, gte, lt, sql, type SQL } from 'drizzle-orm';
import { forbidden, invalid } from '#lib/errors.ts';
import { timeZone } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { seenUnits } from '#lib/training/seen-units.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { idArray } from '../duty/sql-values.ts';
import { completion } from '../duty/tables.ts';
import { certificateColumns, type Certificate } from './find-certificate.ts';

/** Whose proofs, and of which days: at least one of them. */
export type EvidenceQuestion = {
	personId: string | null;
	unitId: string | null;
	/** First and last day of completion, both inclusive. */
	from: string | null;
	until: string | null;
};

export type EvidenceRow = Omit<Certificate, 'titles'> & {
	moduleTitles: Certificate['titles'];
	unitName: LocalizedText | null;
	answers: unknown;
};

/** More rows than anybody reads in one paper: ask for a shorter period. */
const MOST_EVIDENCE = 20_000;

/** More lines than a paper is made of: a table that long keeps the process from everybody else. */
export const MOST_ON_PAPER = 2000;

/**
 * Every proof that fits the question, oldest first: what an auditor is given. Those with an overview of training;
 * a role for some units sees the people of these only. Recorded as `training.evidence_taken`, with the question and
 * the count. Throws Forbidden, Invalid `evidence_ask_something` at `personId`, `evidence_until_before_from` at
 * `until`, `evidence_too_many` at `from`.
 */
export async function takeEvidence(
	db: Db,
	actor: Actor,
	question: EvidenceQuestion,
	clock: Clock = systemClock
): Promise<EvidenceRow[]> {
	const where = whereOf(actor, question);
	return withTransaction(db, async (tx) => {
		const rows = await tx
			.select(columns)
			.from(completion)
			.leftJoin(person, eq(person.id, completion.personId))
			.leftJoin(unit, eq(unit.id, person.unitId))
			.where(where)
			.orderBy(asc(completion.completedAt), asc(completion.number))
			.limit(MOST_EVIDENCE + 1);
		if (rows.length > MOST_EVIDENCE) throw invalid({ from: ['evidence_too_many'] });
		await recordAudit(tx, {
			actor,
			action: 'training.evidence_taken',
			noun: 'completion',
			recordId: question.personId ?? question.unitId ?? 'period',
			after: { ...question, count: rows.length },
			at: clock.now()
		});
		return rows;
	});
}

/** How many proofs fit the question, before anything is taken out. Throws what `takeEvidence` throws. */
export async function countEvidence(
	db: DbOrTx,
	actor: Actor,
	question: EvidenceQuestion
): Promise<number> {
	const [counted] = await db
		.select({ n: count() })
		.from(completion)
		.leftJoin(person, eq(person.id, completion.personId))
		.leftJoin(unit, eq(unit.id, person.unitId))
		.where(whereOf(actor, question));
	const n = counted?.n ?? 0;
	if (n > MOST_EVIDENCE) throw invalid({ from: ['evidence_too_many'] });
	return n;
}

const { titles: moduleTitles, ...certificate } = certificateColumns;
const columns = { ...certificate, moduleTitles, answers: completion.answers, unitName: unit.name };

function whereOf(actor: Actor, question: EvidenceQuestion): SQL | undefined {
	if (!can(actor, 'training.overview')) throw forbidden();
	const { personId, unitId, from, until } = question;
	if (!personId && !unitId && !from && !until)
		throw invalid({ personId: ['evidence_ask_something'] });
	if (from && until && until < from) throw invalid({ until: ['evidence_until_before_from'] });
	return and(
		personId ? eq(completion.personId, personId) : undefined,
		unitId ? sql`${unitId}::uuid = any (${unit.ancestorIds})` : undefined,
		from ? gte(completion.completedAt, startOf(from, 0)) : undefined,
		until ? lt(completion.completedAt, startOf(until, 1)) : undefined,
		inScope(actor)
	);
}

/** Who sees everybody sees also those who are no longer in the register. */
function inScope(actor: Actor): SQL | undefined {
	const units = seenUnits(actor);
	return units === null ? undefined : sql`${person.unitId} = any (${idArray(units)})`;
}

function startOf(day: string, plus: number): Date {
	const zoned = Temporal.PlainDate.from(day).add({ days: plus }).toZonedDateTime(timeZone);
	return new Date(zoned.epochMilliseconds);
}
