import type {
	NotificationParams,
	NotificationKind
} from '#lib/notifications/notification-kinds.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { writeLetters } from '#lib/server/mail/write-letters.ts';
import { listAddressees } from '#lib/server/people/list-addressees.ts';

/** A letter that comes whatever the person chose: invitation, new password. */
export type LetterToOne = {
	personId: string;
	kind: NotificationKind;
	params: NotificationParams;
	at: Date;
	/** Page in the portal that it opens, when `params.link` does not say the address. */
	href?: string;
};

/**
 * Writes one letter to one person into the outbox, in the caller's transaction. Nothing for somebody who has
 * left or has no mailbox: the caller's answer must not tell whether there was a letter.
 */
export async function sendLetter(tx: Tx, letter: LetterToOne): Promise<void> {
	const people = await listAddressees(tx, [letter.personId]);
	await writeLetters(
		tx,
		{
			kind: letter.kind,
			subject: { noun: 'person', id: letter.personId, href: letter.href ?? '/me' },
			params: letter.params,
			at: letter.at
		},
		people.filter(({ hasMailbox }) => hasMailbox).map((person) => ({ person, digest: false }))
	);
}
