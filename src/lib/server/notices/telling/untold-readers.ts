import { and, eq, inArray, notExists, sql } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import type { ReaderReason } from '#lib/notices/notice-text.ts';
import { NOTIFICATION_TOPICS, type MailChoice } from '#lib/notifications/notification-kinds.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notificationPreference } from '#lib/server/notifications/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { noticeMessage, noticeReader } from './tables.ts';

/** A reason without what differs from person to person. */
export type ReasonKind = Pick<ReaderReason, 'kind' | 'targetId' | 'how'>;

/** A reader who is to be told: how they want it, and why they are one. */
export type UntoldReader = {
	personId: string;
	locale: Locale;
	hasMailbox: boolean;
	choice: MailChoice;
	/** Their reasons as JSON: readers with the same get the same letter. */
	reasons: string;
};

/**
 * The readers who still work here and were not told of this entry yet. Somebody without a language of their own has
 * the organisation's: the person's row always names one.
 */
export async function untoldReaders(
	tx: Tx,
	{ noticeId, updateId, only }: { noticeId: string; updateId: string; only?: readonly string[] }
): Promise<UntoldReader[]> {
	if (only?.length === 0) return [];
	const reasons = sql<string>`coalesce((
		select jsonb_agg(distinct jsonb_build_object(
			'kind', one -> 'kind', 'targetId', one -> 'targetId', 'how', one -> 'how'))
		from jsonb_array_elements(${noticeReader.reasons}) one)::text, '[]')`;
	return tx
		.select({
			personId: noticeReader.personId,
			locale: person.locale,
			hasMailbox: person.hasMailbox,
			choice: sql<MailChoice>`coalesce(${notificationPreference.mail}, ${NOTIFICATION_TOPICS.notices.mail})`,
			reasons
		})
		.from(noticeReader)
		.innerJoin(person, eq(person.id, noticeReader.personId))
		.leftJoin(
			notificationPreference,
			and(
				eq(notificationPreference.personId, noticeReader.personId),
				eq(notificationPreference.topic, 'notices')
			)
		)
		.where(
			and(
				eq(noticeReader.noticeId, noticeId),
				eq(person.status, 'active'),
				only ? inArray(noticeReader.personId, [...only]) : undefined,
				notExists(
					tx
						.select({ told: sql`1` })
						.from(noticeMessage)
						.where(
							and(
								eq(noticeMessage.updateId, updateId),
								eq(noticeMessage.personId, noticeReader.personId)
							)
						)
				)
			)
		);
}
