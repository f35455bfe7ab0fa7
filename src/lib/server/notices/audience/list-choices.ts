import { and, asc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { noticeChoice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { readersInScope } from './readers-in-scope.ts';

const r = alias(noticeChoice, 'r');
const chooser = alias(person, 'chooser');

/** The most that a page shows by name. */
const MOST = 200;

/**
 * Who was included in a notice or left out by hand, why and by whom, by name; `isReader` once they are in its ledger and
 * the choice stands. The same people as the ledger shows. Throws Forbidden.
 */
export function listChoices(db: DbOrTx, actor: Actor, noticeId: string) {
	return db
		.select({
			personId: r.personId,
			name: person.name,
			choice: r.choice,
			reason: r.reason,
			by: chooser.name,
			isReader: sql<boolean>`exists (select from ${noticeReader} l
				where l.notice_id = r.notice_id and l.person_id = r.person_id)`
		})
		.from(r)
		.innerJoin(person, eq(person.id, r.personId))
		.leftJoin(chooser, eq(chooser.id, r.chosenById))
		.where(and(eq(r.noticeId, noticeId), readersInScope(actor)))
		.orderBy(asc(r.choice), asc(person.name), asc(person.id))
		.limit(MOST);
}
