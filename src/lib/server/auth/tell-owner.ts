import type { NotificationParams } from '#lib/notifications/notification-kinds.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';

type OwnEvent =
	| 'auth.new_sign_in'
	| 'auth.password_changed'
	| 'auth.second_factor_on'
	| 'auth.second_factor_off'
	| 'auth.recovery_code_used';

/** Tells a person what happened to their own account: if it was not them, they hear of it at once. */
export async function tellOwner(
	tx: Tx,
	kind: OwnEvent,
	personId: string,
	at: Date,
	params: NotificationParams = {}
): Promise<void> {
	const subject = { noun: 'person', id: personId, href: '/me/security' };
	await notify(tx, { kind, recipients: [personId], subject, params, at });
}
