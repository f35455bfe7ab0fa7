import { and, eq, ne } from 'drizzle-orm';
import { forbidden, invalid } from '#lib/errors.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { mustEdit } from './edit-scope.ts';
import { mustFit } from './move-person.ts';
import { lockPerson } from './person-in-scope.ts';
import { mustBeFresh } from './stale-form.ts';
import { lockStructure } from './structure-tree.ts';
import { person } from './tables.ts';

/** Who a person is. */
export type PersonFacts = {
	email: string;
	name: string;
	position: string;
	phone: string;
	/** Reads letters at that address; true unless told. */
	hasMailbox?: boolean;
	locale: Locale;
	startsOn: string | null;
	endsOn: string | null;
};

export type AddPersonInput = PersonFacts & {
	unitId: string;
	placeId: string | null;
	managerId: string | null;
};

/**
 * Adds a person to the register. They can't sign in until invited. Administrators, within their units.
 * Recorded as `person.added`.
 *
 * Throws Forbidden; Invalid `people_email_taken` at `email`, `people_ends_before_start` at `endsOn`, and what
 * `movePerson` throws for unit, place and manager.
 */
export async function addPerson(
	db: DbOrTx,
	actor: Actor,
	input: AddPersonInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	mustEdit(actor, [input.unitId]);
	return withTransaction(db, (tx) => insertPerson(tx, actor, input, clock));
}

/**
 * Adds somebody who starts to work to the register, as a request for a new employee asks. The desk, for units its
 * role reaches; administrators. Recorded as `person.added`. Throws what `addPerson` throws.
 */
export async function addNewcomer(
	db: DbOrTx,
	actor: Actor,
	input: AddPersonInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'people.register', { unitId: input.unitId })) throw forbidden();
	return withTransaction(db, (tx) => insertPerson(tx, actor, input, clock));
}

async function insertPerson(
	tx: Tx,
	actor: Actor,
	input: AddPersonInput,
	clock: Clock
): Promise<{ id: string }> {
	mustEndAfterStart(input);
	const at = clock.now();
	await lockStructure(tx);
	const id = newId();
	await mustFit(tx, id, input);
	const made = await tx
		.insert(person)
		.values({ id, ...input, email: input.email.toLowerCase(), createdAt: at, updatedAt: at })
		.onConflictDoNothing()
		.returning({ id: person.id });
	if (made.length === 0) throw invalid({ email: ['people_email_taken'] });
	await recordAudit(tx, {
		actor,
		action: 'person.added',
		noun: 'person',
		recordId: id,
		after: input,
		at
	});
	return { id };
}

/**
 * Changes who a person is: name, e-mail and whether it is read, position, telephone, language, first and last day. Administrators,
 * within their units. Recorded as `person.changed`.
 *
 * Throws Forbidden; NotFound; Invalid `people_email_taken` at `email`, `people_ends_before_start` at `endsOn`;
 * Conflict `people_changed_meanwhile`.
 */
export async function savePerson(
	db: DbOrTx,
	actor: Actor,
	input: PersonFacts & { id: string; seen?: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'people.edit')) throw forbidden();
	mustEndAfterStart(input);
	const at = clock.now();
	const { id, seen, ...facts } = input;
	facts.email = facts.email.toLowerCase();
	await withTransaction(db, async (tx) => {
		const before = await lockPerson(tx, actor, id);
		await mustBeFresh(tx, actor, 'person', before, seen);
		await mustOwnEmail(tx, id, facts.email);
		await tx
			.update(person)
			.set({ ...facts, updatedAt: at })
			.where(eq(person.id, id));
		await recordAudit(tx, {
			actor,
			action: 'person.changed',
			noun: 'person',
			recordId: id,
			before,
			after: { ...before, ...facts },
			at
		});
	});
}

function mustEndAfterStart({ startsOn, endsOn }: PersonFacts): void {
	if (startsOn && endsOn && endsOn < startsOn) {
		throw invalid({ endsOn: ['people_ends_before_start'] });
	}
}

async function mustOwnEmail(tx: Tx, id: string, email: string): Promise<void> {
	const [other] = await tx
		.select({ id: person.id })
		.from(person)
		.where(and(eq(person.email, email), ne(person.id, id)));
	if (other) throw invalid({ email: ['people_email_taken'] });
}
