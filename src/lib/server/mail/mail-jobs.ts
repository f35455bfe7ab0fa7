import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { deliverOutbox } from '#lib/server/mail/deliver-outbox.ts';
import { sendDigests } from '#lib/server/mail/send-digests.ts';
import { log } from '#lib/server/web/log.ts';

/** `mail.deliver`: every minute, and at once when a command has written a letter. */
export const deliverMail: JobHandler = async ({ db, clock }) => {
	const done = await deliverOutbox(db, clock);
	if (done.postponed + done.failed > 0) log.warn(done, 'letters were not taken');
};

/** `mail.digest`: each morning at 8. */
export const digestMail: JobHandler = async ({ db, clock }) => {
	await sendDigests(db, clock);
};
