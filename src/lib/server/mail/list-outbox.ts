import { eq, inArray, sql } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import type { ListShape, ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { config } from '#lib/server/config.ts';
import { holdsOneTimeLink, withoutOneTimeLinks } from '#lib/server/mail/one-time-link.ts';
import { letterText, outboxMessage, type OutboxState } from '#lib/server/notifications/tables.ts';

/** What the address of the outbox may say. */
export const outboxShape: ListShape = {
	filters: ['state'],
	sorts: ['newest'],
	falling: ['newest'],
	defaultSort: 'newest'
};

/** States in the order in which a letter passes them. */
export const OUTBOX_STATES = [
	'waiting',
	'sending',
	'sent',
	'digest',
	'gathered',
	'kept',
	'withdrawn',
	'failed'
] as const satisfies readonly OutboxState[];

const columns = {
	id: outboxMessage.id,
	to: outboxMessage.to,
	kind: outboxMessage.kind,
	locale: outboxMessage.locale,
	subject: outboxMessage.subject,
	state: outboxMessage.state,
	attempts: outboxMessage.attempts,
	nextAttemptAt: outboxMessage.nextAttemptAt,
	error: outboxMessage.error,
	createdAt: outboxMessage.createdAt,
	sentAt: outboxMessage.sentAt
};

export type OutboxRow = Pick<typeof outboxMessage.$inferSelect, keyof typeof columns> & {
	cursor: string;
};

const outboxList: ListSpec<OutboxRow> = {
	shape: outboxShape,
	scope: () => undefined,
	filters: {
		state: (values) => {
			const known = OUTBOX_STATES.filter((state) => values.includes(state));
			return known.length > 0 ? inArray(outboxMessage.state, known) : sql`false`;
		}
	},
	search: (text) => contains(sql`(${outboxMessage.to} || ' ' || ${outboxMessage.subject})`, text),
	sorts: { newest: { keys: [{ expr: sql`${outboxMessage.id}`, type: 'uuid' }] } },
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({ ...columns, cursor })
			.from(outboxMessage)
			.where(where)
			.orderBy(...orderBy)
			.limit(limit)
};

/** A page of the outbox, newest first, without the texts. Administrators. Throws Forbidden. */
export async function listOutbox(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<OutboxRow>> {
	if (!can(actor, 'outbox.read')) throw forbidden();
	return listPage(db, outboxList, { actor, now: clock.now() }, state, { count: false });
}

/** How many letters are in each state that wants an administrator: failed, waiting after a failure, kept. */
export async function countOutboxTroubles(
	db: DbOrTx,
	actor: Actor
): Promise<{ failed: number; kept: number }> {
	if (!can(actor, 'outbox.read')) throw forbidden();
	const rows = await db
		.select({ state: outboxMessage.state, count: sql<number>`count(*)::int` })
		.from(outboxMessage)
		.where(inArray(outboxMessage.state, ['failed', 'kept']))
		.groupBy(outboxMessage.state);
	const of = (state: OutboxState) => rows.find((row) => row.state === state)?.count ?? 0;
	return { failed: of('failed'), kept: of('kept') };
}

/**
 * One letter with its text. Administrators of the whole town. A one-time link is shown only where no mail server is
 * set: then an administrator is the only way it reaches its addressee. A letter that still holds a link by which one comes in as the
 * addressee is recorded as read, with the reader: `letter.read`. Throws Forbidden and NotFound.
 */
export async function readLetter(db: Db, actor: Actor, id: string, clock: Clock) {
	if (!can(actor, 'outbox.read')) throw forbidden();
	const [letter] = await db
		.select({ ...columns, body: sql<string>`coalesce(${letterText.body}, ${outboxMessage.body})` })
		.from(outboxMessage)
		.leftJoin(letterText, eq(letterText.id, outboxMessage.textId))
		.where(eq(outboxMessage.id, id));
	if (!letter) throw notFound();
	if (holdsOneTimeLink(letter.body)) {
		await withTransaction(db, (tx) =>
			recordAudit(tx, {
				actor,
				action: 'letter.read',
				noun: 'letter',
				recordId: id,
				after: { to: letter.to, kind: letter.kind },
				at: clock.now()
			})
		);
	}
	// Where a mail server is set the addressee gets the link; nobody else needs it.
	if (config().smtpUrl) return { ...letter, body: withoutOneTimeLinks(letter.body) };
	return letter;
}
