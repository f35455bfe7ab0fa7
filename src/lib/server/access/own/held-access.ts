import { and, asc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { heldSeats, type HeldSeat } from '#lib/server/software/seats-of.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { heldRights, type HeldRight } from '#lib/server/systems/rights-of.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { accessTask } from '../tasks/tables.ts';

/** A right or seat that is to be taken back, by its id, and the day. */
type Ending = { id: string; dueOn: string };

type Found =
	| { kind: 'right'; record: HeldRight }
	| { kind: 'seat'; record: HeldSeat }
	| { kind: 'ending'; record: Ending }
	| { kind: 'asked'; record: { id: string; answerBy: string } };

/**
 * What a person may use: rights and seats, which of them are to be taken back by when, and of which seats is asked
 * whether they are still needed, with the day of the answer.
 */
export type HeldAccess = {
	rights: HeldRight[];
	seats: HeldSeat[];
	endings: Map<string, string>;
	asked: Map<string, string>;
};

/** What a person may use, in one query. The caller has made sure that the reader may see this person's things. */
export async function heldAccess(db: Db, personId: string): Promise<HeldAccess> {
	const endings = db
		.select({
			kind: sql<string>`'ending'`.as('kind'),
			record: sql<Ending>`jsonb_build_object(
				'id', coalesce(${accessTask.rightId}, ${accessTask.seatId}), 'dueOn', ${accessTask.dueOn})`.as(
				'record'
			)
		})
		.from(accessTask)
		.where(
			and(
				eq(accessTask.personId, personId),
				isNull(accessTask.doneAt),
				inArray(accessTask.kind, ['end_right', 'release_seat'])
			)
		);
	const asked = db
		.select({
			kind: sql<string>`'asked'`.as('kind'),
			record: sql`jsonb_build_object(
				'id', ${softwareSeat.id}, 'answerBy', ${softwareSeat.answerBy})`.as('record')
		})
		.from(softwareSeat)
		.where(
			and(
				eq(softwareSeat.personId, personId),
				eq(softwareSeat.state, 'asked'),
				isNull(softwareSeat.releasedAt)
			)
		);
	const parts = [heldRights(db, personId), heldSeats(db, personId), endings, asked];
	const found = await db.execute<Found>(sql.join(parts, sql` union all `));
	const held: HeldAccess = { rights: [], seats: [], endings: new Map(), asked: new Map() };
	for (const row of found) {
		if (row.kind === 'right') held.rights.push(row.record);
		else if (row.kind === 'seat') held.seats.push(row.record);
		else if (row.kind === 'ending') held.endings.set(row.record.id, row.record.dueOn);
		else held.asked.set(row.record.id, row.record.answerBy);
	}
	held.seats.sort((a, b) => a.productName.localeCompare(b.productName));
	held.rights.sort((a, b) => a.systemSlug.localeCompare(b.systemSlug));
	return held;
}

/** Somebody whose access the reader may see, and how much it is. */
export type PersonAccess = {
	id: string;
	name: string;
	position: string;
	unitName: LocalizedText;
	rights: number;
	seats: number;
	/** Rights that end within a month, or whose day is over. */
	ending: number;
};

const MOST_PEOPLE = 500;

/** The people whom the reader leads, or of the units they represent, with how many rights and seats each has. */
export async function accessOfPeople(db: Db, actor: Actor, until: string): Promise<PersonAccess[]> {
	const units = actor.representsUnitIds;
	const ofPerson = sql`${accessRight.personId} = ${person.id} and ${accessRight.endedAt} is null`;
	return db
		.select({
			id: person.id,
			name: person.name,
			position: person.position,
			unitName: unit.name,
			rights: sql<number>`(select count(*)::int from ${accessRight} where ${ofPerson})`,
			seats: sql<number>`(select count(*)::int from ${softwareSeat}
				where ${softwareSeat.personId} = ${person.id} and ${softwareSeat.releasedAt} is null)`,
			ending: sql<number>`(select count(*)::int from ${accessRight}
				where ${ofPerson} and ${accessRight.validUntil} <= ${until})`
		})
		.from(person)
		.innerJoin(unit, eq(unit.id, person.unitId))
		.where(
			and(
				eq(person.status, 'active'),
				ne(person.id, actor.personId),
				or(
					eq(person.managerId, actor.personId),
					units.length > 0 ? inArray(person.unitId, units) : undefined
				)
			)
		)
		.orderBy(asc(person.name), asc(person.id))
		.limit(MOST_PEOPLE);
}
