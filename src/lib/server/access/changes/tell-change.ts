import type {
	NotificationKind,
	NotificationParams
} from '#lib/notifications/notification-kinds.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import type { staffChange } from './tables.ts';

/** A change as the rows give it. */
export type ChangeRecord = typeof staffChange.$inferSelect;

/**
 * Tells people of a change, in the caller's transaction, with a way to the page where they have something to do:
 * the desk's, or the line manager's. Whoever did it is not told.
 */
export async function tellChange(
	tx: Tx,
	actor: Actor,
	change: Pick<ChangeRecord, 'id' | 'number' | 'name' | 'day'>,
	news: {
		kind: Extract<NotificationKind, `move.${string}` | `joiner.${string}`>;
		to: (string | null)[];
		desk?: boolean;
		/** Where somebody looks who has nothing to do about it. */
		href?: string;
		params?: NotificationParams;
	},
	at: Date
): Promise<void> {
	const recipients = news.to.filter((id): id is string => id !== null);
	const page = news.desk ? '/admin/people/changes' : '/people/changes';
	await notify(tx, {
		kind: news.kind,
		recipients,
		exclude: actor.isSystem ? [] : [actor.personId],
		subject: { noun: 'change', id: change.id, href: news.href ?? `${page}/${change.number}` },
		params: {
			beneficiary: change.name,
			who: actor.name,
			on: change.day,
			due: change.day,
			...news.params
		},
		at
	});
}
