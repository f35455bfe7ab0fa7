import { and, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import { ledgerShape } from '#lib/notices/ledger/ledger-shape.ts';
import type { ReaderReach } from '#lib/notices/ledger/reader-reach.ts';
import type { ToldKind } from '#lib/notices/update-kinds.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains, withinUnits } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import type { OutboxState } from '#lib/server/notifications/tables.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { notice } from '../tables.ts';
import { noticeMessage, noticeReader } from '../telling/tables.ts';
import { endedAt, isMissedAfter } from './missed-after.ts';
import { lettersOf, reachSql } from './reach-sql.ts';
import { readersInScope } from './readers-in-scope.ts';

/** One telling of one reader; `state` is null where there was no letter. Moments are ISO texts. */
export type LedgerMessage = {
	kind: ToldKind;
	at: string;
	state: OutboxState | null;
	sentAt: string | null;
	error: string | null;
};

/** One reader of a notice with all that was told to them and what they said; `id` is the person's. */
export type LedgerRow = {
	id: string;
	name: string;
	position: string;
	unitName: LocalizedText;
	reasons: (typeof noticeReader.$inferSelect)['reasons'];
	wave: (typeof noticeReader.$inferSelect)['wave'];
	addedAt: Date;
	reach: ReaderReach;
	messages: LedgerMessage[];
	seenAt: Date | null;
	acknowledgedAt: Date | null;
	promise: (typeof noticeReader.$inferSelect)['promise'];
	toldAfterAt: Date | null;
	toldByHandAt: Date | null;
	works: boolean | null;
	/** It is over, and they were not told. */
	missed: boolean;
	cursor: string;
};

const r = alias(noticeReader, 'r');
const n = alias(notice, 'n');
const byId = { expr: sql`${r.personId}`, type: 'uuid' } as const;

const reachOfRow = sql<ReaderReach>`(select ${reachSql} from (${lettersOf(sql`r.notice_id`, sql`r.person_id`)}) letters)`;
const missedOfRow = sql<boolean>`(${endedAt} is not null and ${isMissedAfter})`;
const isRead = sql`(r.seen_at is not null or r.acknowledged_at is not null)`;

/** What is cheap to see comes first, so that letters are looked up of few. */
const REACHES: Record<ReaderReach, SQL> = {
	read: isRead,
	arrived: sql`(not ${isRead} and (r.told_by_hand_at is not null or ${reachOfRow} = 'arrived'))`,
	no_mailbox: sql`(not r.has_mailbox and ${reachOfRow} = 'no_mailbox')`,
	came_back: unreached('came_back'),
	on_the_way: unreached('on_the_way'),
	portal_only: unreached('portal_only')
};

function unreached(reach: ReaderReach): SQL {
	return sql`(r.has_mailbox and not ${isRead} and ${reachOfRow} = ${reach})`;
}

const AFTER: Record<string, SQL> = {
	told: sql`(r.told_after_at is not null and not ${missedOfRow})`,
	missed: missedOfRow,
	not_yet: sql`(r.told_after_at is null and ${endedAt} is null)`
};

const ANSWERS: Record<string, SQL> = {
	acknowledged: sql`r.acknowledged_at is not null`,
	works: sql`r.works`,
	works_not: sql`r.works = false`
};

const chosen = (from: Record<string, SQL>, values: string[]) =>
	or(...values.map((value) => from[value]), sql`false`);

const messagesOfRow = sql<LedgerMessage[]>`(
	select coalesce(jsonb_agg(jsonb_build_object(
		'kind', m.kind, 'at', m.at, 'state', coalesce(d.state, o.state),
		'sentAt', coalesce(d.sent_at, o.sent_at), 'error', coalesce(d.error, o.error)
	) order by m.at, m.update_id), '[]')
	from ${noticeMessage} m
	left join ${outboxMessage} o on o.id = m.outbox_id
	left join ${outboxMessage} d on d.id = o.digest_id
	where m.notice_id = r.notice_id and m.person_id = r.person_id)`;

/** The ledger of one notice: those of its readers whom somebody sees by name. */
function ledgerOf(noticeId: string): ListSpec<LedgerRow> {
	return {
		shape: ledgerShape,
		scope: ({ actor }) => and(eq(r.noticeId, noticeId), readersInScope(actor)),
		filters: {
			reach: (values) => chosen(REACHES, values),
			unit: (values) => withinUnits(unit.ancestorIds, values),
			wave: (values) => inArray(sql`${r.wave}`, values),
			after: (values) => chosen(AFTER, values),
			answer: (values) => chosen(ANSWERS, values)
		},
		search: (text) => contains(sql`${person.name} || ' ' || ${person.email}`, text),
		sorts: {
			name: { keys: [{ expr: sql`${person.name}`, type: 'text' }, byId] },
			added: { keys: [{ expr: sql`${r.addedAt}`, type: 'timestamptz' }, byId] }
		},
		rows: (db, { where, orderBy, limit, cursor }) =>
			db
				.select({
					id: r.personId,
					name: person.name,
					position: person.position,
					unitName: unit.name,
					reasons: r.reasons,
					wave: r.wave,
					addedAt: r.addedAt,
					reach: reachOfRow,
					messages: messagesOfRow,
					seenAt: r.seenAt,
					acknowledgedAt: r.acknowledgedAt,
					promise: r.promise,
					toldAfterAt: r.toldAfterAt,
					toldByHandAt: r.toldByHandAt,
					works: r.works,
					missed: missedOfRow,
					cursor
				})
				.from(r)
				.innerJoin(n, eq(n.id, r.noticeId))
				.innerJoin(person, eq(person.id, r.personId))
				.innerJoin(unit, eq(unit.id, person.unitId))
				.where(where)
				.orderBy(...orderBy)
				.limit(limit),
		count: async (db, where, upTo) => {
			const some = db
				.select({ id: r.personId })
				.from(r)
				.innerJoin(n, eq(n.id, r.noticeId))
				.innerJoin(person, eq(person.id, r.personId))
				.innerJoin(unit, eq(unit.id, person.unitId))
				.where(where)
				.limit(upTo)
				.as('some');
			const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
			return counted?.count ?? 0;
		}
	};
}

/**
 * A page of a notice's ledger: why each reader is one, what they were told and how, what they did. Authors see all of
 * it, the desk and auditors people of their units. Throws Forbidden.
 */
export function listReaders(
	db: DbOrTx,
	actor: Actor,
	noticeId: string,
	state: ListState,
	clock: Clock
): Promise<ListPage<LedgerRow>> {
	return listPage(db, ledgerOf(noticeId), { actor, now: clock.now() }, state);
}

/** The same, all of it, row by row for a file. */
export function exportReaders(
	db: DbOrTx,
	actor: Actor,
	noticeId: string,
	state: ListState,
	clock: Clock
): AsyncGenerator<LedgerRow> {
	return listAll(db, ledgerOf(noticeId), { actor, now: clock.now() }, state);
}
