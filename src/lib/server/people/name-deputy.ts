import { and, eq, gte, lte } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { editsUnits } from './edit-scope.ts';
import { findActive } from './still-there.ts';
import { deputy, person } from './tables.ts';

export type NameDeputyInput = {
	/** Who is away; the actor when absent. */
	personId?: string;
	deputyId: string;
	/** First and last day, both inclusive. */
	from: string;
	until: string;
};

/** Nobody is away for longer without saying so again. */
const LONGEST_DAYS = 366;

/**
 * Names who stands in for a person in a period: decides their approvals, but never the deputy's own requests.
 * Everybody for themselves; for somebody who fell ill their line manager or an administrator.
 * Recorded as `deputy.named`; the deputy is told.
 *
 * Throws NotFound for an unknown person; Forbidden; Invalid `people_deputy_self` or `people_deputy_gone` at
 * `deputyId`, `people_until_before_from`, `people_day_is_past` or `people_period_too_long` at `until`; Conflict
 * `people_deputy_twice` when the same deputy is named in days that overlap.
 */
export async function nameDeputy(
	db: DbOrTx,
	actor: Actor,
	input: NameDeputyInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	const at = clock.now();
	const personId = input.personId ?? actor.personId;
	mustBePeriod(input, isoDay(at));
	if (input.deputyId === personId) throw invalid({ deputyId: ['people_deputy_self'] });
	return withTransaction(db, async (tx) => {
		// Locked, so that the same period sent twice is refused the second time.
		const away = await mustBeNamable(tx, actor, personId);
		if (!(await findActive(tx, input.deputyId)))
			throw invalid({ deputyId: ['people_deputy_gone'] });
		await mustNotOverlap(tx, personId, input);
		const row = {
			id: newId(),
			personId,
			deputyId: input.deputyId,
			from: input.from,
			until: input.until,
			createdAt: at
		};
		await tx.insert(deputy).values(row);
		await notify(tx, {
			kind: 'deputy.named',
			recipients: [input.deputyId],
			subject: { noun: 'deputy', id: row.id, href: '/deputies' },
			params: { who: away.name, from: input.from, until: input.until },
			at
		});
		await recordAudit(tx, {
			actor,
			action: 'deputy.named',
			noun: 'deputy',
			recordId: row.id,
			after: row,
			at
		});
		return { id: row.id };
	});
}

/** Whether the actor may say who stands in for this person: oneself, the line manager, an administrator. */
export function mayNameDeputyOf(
	actor: Actor,
	subject: { personId: string; unitId: string; managerId: string | null }
): boolean {
	if (actor.isSystem || subject.personId === actor.personId) return true;
	if (subject.managerId === actor.personId) return true;
	return actor.roles.some(({ role }) => role === 'admin') && editsUnits(actor, [subject.unitId]);
}

async function mustBeNamable(tx: Tx, actor: Actor, personId: string): Promise<{ name: string }> {
	const [found] = await tx
		.select({
			personId: person.id,
			name: person.name,
			unitId: person.unitId,
			managerId: person.managerId
		})
		.from(person)
		.where(and(eq(person.id, personId), eq(person.status, 'active')))
		.for('update');
	if (!found) throw notFound();
	if (!mayNameDeputyOf(actor, found)) throw forbidden();
	return found;
}

function mustBePeriod({ from, until }: NameDeputyInput, today: string): void {
	if (until < from) throw invalid({ until: ['people_until_before_from'] });
	if (until < today) throw invalid({ until: ['people_day_is_past'] });
	const days = (Date.parse(until) - Date.parse(from)) / 86_400_000;
	if (days > LONGEST_DAYS) throw invalid({ until: ['people_period_too_long'] });
}

async function mustNotOverlap(tx: Tx, personId: string, input: NameDeputyInput): Promise<void> {
	const [overlap] = await tx
		.select({ from: deputy.from, until: deputy.until, name: person.name })
		.from(deputy)
		.innerJoin(person, eq(person.id, deputy.deputyId))
		.where(
			and(
				eq(deputy.personId, personId),
				eq(deputy.deputyId, input.deputyId),
				lte(deputy.from, input.until),
				gte(deputy.until, input.from)
			)
		)
		.limit(1);
	if (overlap) throw conflict('people_deputy_twice', { person: overlap.name });
}
