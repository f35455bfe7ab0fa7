import { asc, sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { followLeavings } from '#lib/server/access/leaving/follow-leavings.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { returnItem } from '#lib/server/equipment/return-item.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { completeTask } from '#lib/server/requests/complete-task.ts';
import { submitRequest } from '#lib/server/requests/submit-request.ts';
import { found, type Town } from './sample-town.ts';
import type { Beginning, Story } from './timeline.ts';

const DAY = 86_400_000;
const RASMUS = 'agent@linn.example';

/** A leaver half done: told three days ago, the last day is set, one thing is back, the rest is still to come. */
export function leavingStories(town: Town, now: Date): Beginning[] {
	return [{ at: new Date(now.getTime() - 3 * DAY), story: leaverStory(town, now) }];
}

async function* leaverStory(town: Town, now: Date): Story {
	const { db, clock } = town;
	const who = await pickLeaver(town);
	const boss = await town.actor(found(town.byId(who.managerId ?? ''), 'line manager'));
	const { requests } = await submitRequest(
		db,
		boss,
		{
			slug: 'leaver',
			beneficiaryIds: [boss.personId],
			values: {
				leaver: who.id,
				how: 'for_good',
				last_day: isoDay(new Date(now.getTime() + 4 * DAY)),
				at_once: false,
				mail: 'close',
				files_to: boss.personId,
				equipment: 'Sülearvuti on kabinetis, telefon tema käes.'
			},
			submissionKey: newId()
		},
		clock
	);
	await followLeavings({ db, clock }, {});
	yield new Date(now.getTime() - 2 * DAY);
	const agent = await town.actor(town.who(RASMUS));
	await completeTask(db, agent, { number: requests[0]?.number ?? 0, taskKey: 'last_day' }, clock);
	await followLeavings({ db, clock }, {});
	yield new Date(now.getTime() - DAY);
	const [first] = await db
		.select({ id: item.id })
		.from(item)
		.where(sql`${item.holderId} = ${who.id} and ${item.state} = 'in_use'`)
		.orderBy(asc(item.inventoryNumber))
		.limit(1);
	if (first) await returnItem(db, agent, { itemId: first.id }, clock);
	await followLeavings({ db, clock }, {});
}

/** Somebody of the offices with a line manager, nobody below them and the most in hand. */
async function pickLeaver(town: Town): Promise<{ id: string; managerId: string | null }> {
	const [who] = await town.db
		.select({ id: person.id, managerId: person.managerId })
		.from(person)
		.where(
			sql`${person.status} = 'active' and ${person.managerId} is not null and ${person.email} like '%.%@%'
			and not exists (select from person r where r.manager_id = ${person.id})
			and not exists (select from unit u join unit k on k.id = any (u.ancestor_ids)
				where u.id = ${person.unitId} and k.code = 'lasteaiad')
			and not exists (select from role_grant g where g.person_id = ${person.id})
			and (select count(*) from access_right a where a.person_id = ${person.id} and a.ended_at is null) >= 2
			and (select count(*) from item i where i.holder_id = ${person.id} and i.state = 'in_use') >= 2`
		)
		.orderBy(asc(person.name))
		.limit(1);
	return found(who, 'somebody who leaves');
}
