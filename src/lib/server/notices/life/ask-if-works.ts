import { and, eq, inArray, sql } from 'drizzle-orm';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { person } from '#lib/server/people/tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { addUpdate } from './add-update.ts';
import type { LockedNotice } from './locked-notice.ts';
import { deskSubject } from './notice-facts.ts';

/** How many are asked: enough that somebody answers, few enough that nobody is bothered often. */
const PEOPLE_ASKED = 3;

type Asked = { id: string; name: string };

/**
 * Asks three of those affected "does it work for you?": first those who read the notice, spread over the reasons and
 * places for which it concerns them, and by lot among equals. Neither its owner nor who restored it. Part of restoring,
 * which records it. Returns whom it asked.
 */
export async function askIfWorks(
	tx: Tx,
	notice: LockedNotice,
	actor: Actor,
	at: Date
): Promise<Asked[]> {
	const asked = await chooseWhomToAsk(tx, notice, actor);
	if (asked.length === 0) return [];
	const personIds = asked.map(({ id }) => id);
	await tx
		.update(noticeReader)
		.set({ askedAt: at, works: null, answeredAt: null })
		.where(and(eq(noticeReader.noticeId, notice.id), inArray(noticeReader.personId, personIds)));
	await addUpdate(tx, {
		noticeId: notice.id,
		kind: 'asked',
		facts: { people: asked.map(({ name }) => name).join(', ') },
		byId: actorPersonId(actor),
		at
	});
	const { subject, params } = deskSubject(notice);
	const href = `/notices/${notice.number}`;
	await notify(tx, {
		kind: 'notice.asked',
		recipients: personIds,
		subject: { ...subject, href },
		params,
		at
	});
	return asked;
}

function chooseWhomToAsk(tx: Tx, notice: LockedNotice, actor: Actor): Promise<Asked[]> {
	const lot = sql`md5(r.person_id::text || ${notice.number}::text)`;
	return tx.execute<Asked>(sql`
		with reader as (
			select r.person_id as id, p.name, r.seen_at is null as unread, ${lot} as lot,
				row_number() over (partition by p.place_id order by r.seen_at is null, ${lot})
				+ row_number() over (partition by r.reasons -> 0 ->> 'targetId', r.reasons -> 0 ->> 'how'
					order by r.seen_at is null, ${lot}) as crowd
			from ${noticeReader} r join ${person} p on p.id = r.person_id
			where r.notice_id = ${notice.id} and p.status = 'active'
				and r.person_id <> ${notice.ownerId} and r.person_id <> ${actor.personId}
		)
		select id, name from reader order by unread, crowd, lot limit ${PEOPLE_ASKED}`);
}
