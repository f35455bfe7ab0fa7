import { formatNumber, requestHref } from '#lib/requests/request-number.ts';
import type {
	NotificationParams,
	NotificationKind
} from '#lib/notifications/notification-kinds.ts';
import type { Actor } from '#lib/people/actor.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import type { Tx } from '#lib/server/db/client.ts';
import type { RequestRecord } from './locked-request.ts';

/**
 * Tells people about a step of a request, in the transaction of the step. Whoever made the step is never told of it.
 */
export async function tell(
	tx: Tx,
	request: Pick<RequestRecord, 'id' | 'number' | 'title'>,
	actor: Actor,
	news: {
		kind: Extract<NotificationKind, `request.${string}`>;
		to: (string | null | undefined)[];
		params?: NotificationParams;
		href?: string;
	},
	at: Date
): Promise<void> {
	const recipients = [...new Set(news.to)].filter(
		(id): id is string => !!id && (actor.isSystem || id !== actor.personId)
	);
	if (recipients.length === 0) return;
	await notify(tx, {
		kind: news.kind,
		recipients,
		subject: { noun: 'request', id: request.id, href: news.href ?? requestHref(request.number) },
		params: {
			number: formatNumber(request.number),
			title: request.title,
			who: actor.name,
			...news.params
		},
		at
	});
}

/** Those whose request it is: who asked, and for whom it is. */
export const parties = (request: Pick<RequestRecord, 'requesterId' | 'beneficiaryId'>) => [
	request.requesterId,
	request.beneficiaryId
];
