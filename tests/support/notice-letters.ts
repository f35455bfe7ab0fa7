import type { ToldKind } from '#lib/notices/update-kinds.ts';
import type { Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { noticeUpdate } from '#lib/server/notices/tables.ts';
import { noticeMessage } from '#lib/server/notices/telling/tables.ts';
import { outboxMessage, type OutboxState } from '#lib/server/notifications/tables.ts';
import { townNow } from './town.ts';

/** A letter in the outbox, where it is on its way. Gives its id. */
export async function aLetter(
	db: Db,
	letter: { personId?: string; state: OutboxState; digestId?: string }
): Promise<string> {
	const id = newId();
	await db.insert(outboxMessage).values({
		id,
		to: 'somebody@linn.example',
		kind: 'notice.planned',
		locale: 'et',
		subject: 'Teade',
		body: '',
		nextAttemptAt: townNow,
		createdAt: townNow,
		sentAt: letter.state === 'sent' ? townNow : null,
		...letter
	});
	return id;
}

/** One more entry in a notice's timeline, told to one reader by a letter in this state. */
export async function toldByLetter(
	db: Db,
	told: {
		noticeId: string;
		personId: string;
		state: OutboxState;
		kind?: ToldKind;
		digestId?: string;
	}
): Promise<void> {
	const { noticeId, personId, kind = 'news', ...letter } = told;
	const outboxId = await aLetter(db, { personId, ...letter });
	const updateId = newId();
	await db
		.insert(noticeUpdate)
		.values({ id: updateId, noticeId, kind, at: townNow, forReaders: true });
	await db
		.insert(noticeMessage)
		.values({ updateId, personId, noticeId, kind, outboxId, at: townNow });
}
