import { and, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { LeavingLine } from '#lib/access/leaving-lines.ts';
import { forbidden, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { staffChange } from '../changes/tables.ts';
import { heldByLeaver } from './held-by-leaver.ts';
import { slipLines, type SlipLine } from './slip-lines.ts';

const manager = alias(person, 'manager');

const columns = {
	id: staffChange.id,
	number: staffChange.number,
	personId: person.id,
	name: person.name,
	position: person.position,
	locale: person.locale,
	unitId: person.unitId,
	unitName: unit.name,
	managerId: person.managerId,
	managerName: sql<string | null>`case when ${manager.status} = 'active' then ${manager.name} end`,
	endsOn: person.endsOn,
	left: sql<boolean>`${person.status} = 'left'`,
	leftAt: person.leftAt,
	day: staffChange.day,
	state: staffChange.state,
	finishedAt: staffChange.finishedAt,
	requestNumber: staffChange.requestNumber,
	slipSha256: staffChange.slipSha256,
	pseudonymised: sql<boolean>`${person.pseudonymisedAt} is not null`
};

const selectLeaving = (db: DbOrTx) =>
	db
		.select(columns)
		.from(staffChange)
		.innerJoin(person, eq(person.id, staffChange.personId))
		.innerJoin(unit, eq(unit.id, person.unitId))
		.leftJoin(manager, eq(manager.id, person.managerId))
		.$dynamic();

export type LeavingHead = Awaited<ReturnType<typeof selectLeaving>>[number];

/** A leaver's page: who leaves when, what they have in hand, and what became of what they had. */
export type LeavingPage = LeavingHead & {
	held: LeavingLine[];
	gone: SlipLine[];
	/** The last day is over and the account is open: there is nobody to pass things to. */
	stuck: boolean;
};

/** The head of a leaving, for those who read the registers of the leaver's unit. Throws Forbidden, NotFound. */
export async function getLeavingHead(
	db: DbOrTx,
	actor: Actor,
	number: number
): Promise<LeavingHead> {
	if (!can(actor, 'people.read')) throw forbidden();
	const [head] = await selectLeaving(db).where(
		and(eq(staffChange.kind, 'leaver'), eq(staffChange.number, number))
	);
	const scope = registerScope(actor);
	if (!head || (scope !== null && !scope.includes(head.unitId))) throw notFound();
	return head;
}

/** The page of one leaver. Throws what `getLeavingHead` throws. */
export async function getLeaving(
	db: DbOrTx,
	actor: Actor,
	number: number,
	clock: Clock
): Promise<LeavingPage> {
	const head = await getLeavingHead(db, actor, number);
	const today = isoDay(clock.now());
	const [held, lines] = await Promise.all([
		heldByLeaver(db, head.personId, today),
		slipLines(db, head)
	]);
	const gone = lines.filter((line) => line.goneAt !== null);
	return { ...head, held, gone, stuck: !head.left && head.endsOn !== null && head.endsOn < today };
}

/** The leaving of one person that is open, or the last one. Undefined when they do not leave. */
export async function findLeavingOf(
	db: DbOrTx,
	personId: string
): Promise<LeavingHead | undefined> {
	const [head] = await selectLeaving(db)
		.where(and(eq(staffChange.kind, 'leaver'), eq(staffChange.personId, personId)))
		.orderBy(desc(sql`${staffChange.state} = 'open'`), desc(staffChange.createdAt))
		.limit(1);
	return head;
}
