import { sql, type SQL } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type {
	NotificationKind,
	NotificationParams
} from '#lib/notifications/notification-kinds.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { DELIVER_JOB } from '#lib/server/mail/write-letters.ts';
import { bellEntry, letterText, outboxMessage, type LetterCalendar } from './tables.ts';
import { person } from '#lib/server/people/tables.ts';

/** One thing that many people are told alike. */
export type ManyEvent = {
	kind: NotificationKind;
	subject: { noun: string; id: string; href: string };
	params: NotificationParams;
	at: Date;
	/** Letters of one conversation. */
	thread: string;
};

/** The words of a letter, and who gets it: the same for all of them, in one language. */
export type SharedLetter = {
	locale: Locale;
	subject: string;
	body: string;
	html: string;
	calendar: LetterCalendar | null;
	/** Waits for the morning's summary. */
	digest: boolean;
	personIds: readonly string[];
};

const uuids = (ids: readonly string[]): SQL => sql`${`{${ids.filter(isId).join(',')}}`}::uuid[]`;
const numbers = (values: readonly number[]): SQL => sql`${`{${values.join(',')}}`}::int[]`;
const moment = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;

/**
 * Puts a line under the bell of each of these people, in one statement: for thousands. The unread line of the same
 * event about the same record becomes one with it. Open pages are told by the caller, who knows how many there are.
 */
export async function ringMany(
	tx: Tx,
	event: ManyEvent,
	personIds: readonly string[]
): Promise<void> {
	if (personIds.length === 0) return;
	const { kind, subject, params, at } = event;
	await tx.execute(sql`
		with told as materialized (
			select * from unnest(${uuids(personIds.map(() => newId()))}, ${uuids(personIds)})
				as told (id, person_id)
		), replaced as (
			delete from ${bellEntry} old using told
			where old.person_id = told.person_id and old.noun = ${subject.noun}
				and old.record_id = ${subject.id} and old.kind = ${kind} and old.read_at is null
			returning old.person_id, old.times
		)
		insert into ${bellEntry} (id, person_id, kind, noun, record_id, params, href, times, created_at)
		select told.id, told.person_id, ${kind}, ${subject.noun}, ${subject.id},
			${JSON.stringify(params)}::jsonb, ${subject.href},
			1 + coalesce((select max(times) from replaced where replaced.person_id = told.person_id), 0),
			${moment(at)}
		from told`);
}

/**
 * Puts letters that many get alike into the outbox, their words once, and wakes the mail job at the commit. Who
 * may be written to is the caller's to know. Returns the letter of each person.
 */
export async function writeSharedLetters(
	tx: Tx,
	event: ManyEvent,
	letters: readonly SharedLetter[]
): Promise<Map<string, string>> {
	const wanted = letters.filter(({ personIds }) => personIds.length > 0);
	if (wanted.length === 0) return new Map();
	const texts = wanted.map((letter) => ({ ...letter, id: newId() }));
	await tx
		.insert(letterText)
		.values(texts.map(({ id, body, html, calendar }) => ({ id, body, html, calendar })));
	const rows = texts.flatMap(({ personIds }, n) =>
		personIds.map((personId) => ({ id: newId(), personId, n }))
	);
	const kinds = sql.join(
		texts.map(
			({ id, locale, subject, digest }, n) =>
				sql`(${n}::int, ${id}::uuid, ${locale}, ${subject}, ${digest ? 'digest' : 'waiting'})`
		),
		sql`, `
	);
	await tx.execute(sql`
		insert into ${outboxMessage} (id, person_id, to_address, kind, noun, record_id, href, locale, subject,
			text_id, body, state, thread, next_attempt_at, created_at)
		select letter.id, letter.person_id, ${person.email}, ${event.kind}, ${event.subject.noun},
			${event.subject.id}, ${event.subject.href}, words.locale, words.subject, words.text_id, '',
			words.state, ${event.thread}, ${moment(event.at)}, ${moment(event.at)}
		from unnest(${uuids(rows.map(({ id }) => id))}, ${uuids(rows.map(({ personId }) => personId))},
				${numbers(rows.map(({ n }) => n))}) as letter (id, person_id, n)
			join (values ${kinds}) as words (n, text_id, locale, subject, state) on words.n = letter.n
			join ${person} on ${person.id} = letter.person_id`);
	if (texts.some(({ digest }) => !digest)) await enqueue(tx, DELIVER_JOB);
	return new Map(rows.map(({ id, personId }) => [personId, id]));
}
