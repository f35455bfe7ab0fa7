import { eq, sql } from 'drizzle-orm';
import {
	CHOSEN_TOPICS,
	NOTIFICATION_TOPICS,
	type ChosenTopic,
	type MailChoice
} from '#lib/notifications/notification-kinds.ts';
import { hasRole, type Actor } from '#lib/people/actor.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { notificationPreference } from '#lib/server/notifications/tables.ts';

/** What a person chose, or what holds until they do, for each topic that concerns them. */
export type MailChoices = Partial<Record<ChosenTopic, MailChoice>>;

/** Topics of the desk's work are offered only to who works there. */
export function topicsFor(actor: Actor): ChosenTopic[] {
	const isDesk = hasRole(actor, 'agent') || hasRole(actor, 'admin');
	return CHOSEN_TOPICS.filter((topic) => isDesk || !NOTIFICATION_TOPICS[topic].desk);
}

/** A person's own choices. */
export async function getMailChoices(db: DbOrTx, actor: Actor): Promise<MailChoices> {
	const rows = await db
		.select({ topic: notificationPreference.topic, mail: notificationPreference.mail })
		.from(notificationPreference)
		.where(eq(notificationPreference.personId, actor.personId));
	const chosen = new Map(rows.map((row) => [row.topic, row.mail]));
	return Object.fromEntries(
		topicsFor(actor).map((topic) => [topic, chosen.get(topic) ?? NOTIFICATION_TOPICS[topic].mail])
	);
}

/**
 * Saves own choices; topics that are not offered to this person are left out. Letters already written are not
 * touched. One's own taste: not audited.
 */
export async function saveMailChoices(db: Db, actor: Actor, choices: MailChoices): Promise<void> {
	const rows = topicsFor(actor).flatMap((topic) => {
		const mail = choices[topic];
		return mail ? [{ id: newId(), personId: actor.personId, topic, mail }] : [];
	});
	if (rows.length === 0) return;
	await withTransaction(db, async (tx) => {
		await tx
			.insert(notificationPreference)
			.values(rows)
			.onConflictDoUpdate({
				target: [notificationPreference.personId, notificationPreference.topic],
				set: { mail: sql`excluded.mail` }
			});
	});
}
