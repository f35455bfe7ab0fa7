import type { NoticeTexts } from '#lib/notices/notice-text.ts';
import type { OpenDatabase } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { freezeAudience } from '#lib/server/notices/audience/freeze-audience.ts';
import { addUpdate } from '#lib/server/notices/life/add-update.ts';
import { tellReaders } from '#lib/server/notices/telling/tell-readers.ts';
import { aNotice, type WrittenNotice } from './notice-factories.ts';
import { smallTown, type TownPerson } from './town.ts';

/** Many people of one unit, a third of whom read Russian, and who answers for notices to them. */
export type Crowd = { unitId: string; owner: TownPerson; size: number };

/** Fills an empty database with so many people, all with mailboxes. */
export async function makeCrowd({ db, sql }: OpenDatabase, size: number): Promise<Crowd> {
	const town = await smallTown(db);
	const owner = await town.addPerson('Rasmus Kivi', { unitId: town.office.id });
	const ids = Array.from({ length: size }, newId);
	await sql`
		insert into person (id, email, name, unit_id, place_id, locale, created_at, updated_at)
		select id, 'lugeja.' || n || '@linn.example', 'Lugeja ' || n, ${town.kindergarten.id}, ${town.hall},
			case when n % 3 = 0 then 'ru' else 'et' end, now(), now()
		from unnest(${ids}::uuid[]) with ordinality as one (id, n)`;
	await sql`analyze person`;
	return { unitId: town.kindergarten.id, owner, size };
}

/** A draft that concerns all of them: the kind that tells at once. */
export function crowdNotice(
	{ db }: OpenDatabase,
	crowd: Crowd,
	texts: NoticeTexts | undefined,
	at: Date
): Promise<WrittenNotice> {
	return aNotice(db, {
		ownerId: crowd.owner.id,
		kind: 'outage',
		state: 'draft',
		affected: [{ kind: 'unit', targetId: crowd.unitId }],
		...(texts ? { texts } : {}),
		at
	});
}

/** Freezes the audience of a notice and tells it, in one transaction, as announcing does. Returns how many. */
export function announceToCrowd({ db }: OpenDatabase, noticeId: string, at: Date): Promise<number> {
	return db.transaction(async (tx) => {
		await freezeAudience(tx, noticeId, at);
		const updateId = await addUpdate(tx, { noticeId, kind: 'announced', byId: null, at });
		return tellReaders(tx, { noticeId, updateId, kind: 'announced', at });
	});
}
