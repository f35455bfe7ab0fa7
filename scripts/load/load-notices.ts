import type { Sql } from 'postgres';
import { systemActor } from '#lib/people/actor.ts';
import { findActor } from '#lib/server/auth/actor-row.ts';
import { fixedClock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import { announceNotice } from '#lib/server/notices/life/announce-notice.ts';
import { restoreNotice } from '#lib/server/notices/life/restore-notice.ts';
import { startNotice } from '#lib/server/notices/life/start-notice.ts';
import { saveDraft } from '#lib/server/notices/writing/save-draft.ts';
import { UsageError } from '../terminal/run-script.ts';

/** Rights, seats and items of a person in a town with notices, on the average. */
const THINGS_A_PERSON = 10;
const PAST_NOTICES = 40;
const DAY = 86_400_000;
const HOUR = 3_600_000;

/** A unit whose notice the loader makes, with how many people. */
type Concerned = { id: string; name: string };

/**
 * Gives a loaded town what notices follow: systems that need each other (three of them in a circle) and devices, a
 * device of the network at each place, so many rights that people hold ten things each; then notices by the commands
 * with the clock set back: of the past to a unit each, restored, and one to everybody that is to come. Their letters
 * count as sent. Throws UsageError when the town has no agent or no units.
 */
export async function loadNotices(
	sql: Sql,
	db: Db,
	now: Date,
	progress: (text: string) => void
): Promise<{ notices: number; readers: number }> {
	progress('notices: dependencies');
	await loadDependencies(sql, db, now);
	await fillRights(sql, now);
	await sql`analyze`;
	const [agent] = await sql<{ id: string }[]>`
		select person_id as id from role_grant where role = 'agent' and unit_id is null order by id limit 1`;
	const actor = agent && (await findActor(db, agent.id, now));
	const [town] = await sql<Concerned[]>`
		select id, name ->> 'et' as name from unit where parent_id is null and code like 'load-%' limit 1`;
	if (!actor || !town)
		throw new UsageError('The loaded town has nobody who could tell of anything.');
	const units = await sql<Concerned[]>`
		select id, name ->> 'et' as name from unit
		where code like 'load-%' and parent_id is not null order by code limit ${PAST_NOTICES}`;
	const announce = async ({ id, name }: Concerned, startsAt: Date) => {
		const clock = fixedClock(new Date(startsAt.getTime() - 9 * DAY));
		const text = {
			title: `${name}: hooldus`,
			summary: 'Vahetame võrguseadme. Vahepeal ei ole võrku.',
			cannot: 'Kasutada internetti ja sisemisi süsteeme.',
			before: 'Salvesta töö.',
			instead: 'Helista.',
			contact: 'IT-abi'
		};
		const { number, revision } = await saveDraft(
			db,
			actor,
			{
				kind: 'planned_work',
				texts: { et: text, ru: { ...text, title: `${name}: обслуживание` } },
				affected: [{ kind: 'unit', targetId: id, impact: 'unavailable' }],
				ownerId: actor.personId,
				startsAt,
				plannedEndAt: new Date(startsAt.getTime() + 2 * HOUR)
			},
			clock
		);
		return announceNotice(db, actor, { number, revision, freezeReasons: {} }, clock);
	};
	let readers = 0;
	for (const [n, unit] of units.entries()) {
		progress(`notices: ${n + 1} of ${units.length}`);
		const startsAt = new Date(now.getTime() - (n + 2) * 9 * DAY);
		const told = await announce(unit, startsAt);
		readers += told.readers;
		await startNotice(db, actor, { number: told.number }, fixedClock(startsAt));
		const texts = { et: 'Töötab jälle.', ru: 'Снова работает.' };
		const over = fixedClock(new Date(startsAt.getTime() + HOUR));
		await restoreNotice(db, actor, { number: told.number, texts }, over);
	}
	progress('notices: one to everybody');
	readers += (await announce(town, new Date(now.getTime() + 5 * DAY))).readers;
	await sql`
		update outbox_message set state = 'sent', sent_at = created_at, attempts = 1
		where state in ('waiting', 'digest') and noun = 'notice'`;
	return { notices: units.length + 1, readers };
}

async function loadDependencies(sql: Sql, db: Db, now: Date): Promise<void> {
	const places = await sql<
		{ id: string }[]
	>`select id from place where code like 'load-%' order by code`;
	const clock = fixedClock(now);
	const [{ there } = { there: 0 }] = await sql<{ there: number }[]>`
		select count(*)::int as there from item where inventory_number like 'NW-7%'`;
	for (const [n, { id: placeId }] of places.entries()) {
		if (n < there) continue;
		const inventoryNumber = `NW-${700_001 + n}`;
		const device = { inventoryNumber, category: 'network', model: 'Catalyst 1300' };
		await registerItem(db, systemActor, device, clock);
		await handOver(db, systemActor, { inventoryNumber, placeId }, clock);
	}
	await sql`
		insert into item_serves (item_id, place_id)
		select id, place_id from item where inventory_number like 'NW-7%' and place_id is not null
		on conflict do nothing`;
	await sql`
		with numbered as (
			select id, (row_number() over (order by slug) - 1)::int as n, (count(*) over ())::int as of
			from information_system
		)
		insert into system_dependency (system_id, needs_kind, needs_id)
		select a.id, 'system', b.id from numbered a join numbered b
			on (a.n > 0 and b.n = a.n / 2) or (a.n = 0 and b.n = 2)
		union
		select a.id, 'item', i.id from numbered a
		cross join lateral (select id from item where category = 'network' order by inventory_number limit 1) i
		where a.n % 5 = 0
		on conflict do nothing`;
}

/** More rights, to roles in turn, until people hold so many things; those that somebody has already are left out. */
async function fillRights(sql: Sql, now: Date): Promise<void> {
	const [held] = await sql<{ things: number; people: number }[]>`
		select (select count(*)::int from access_right where ended_at is null)
			+ (select count(*)::int from software_seat where released_at is null)
			+ (select count(*)::int from item where holder_id is not null) as things,
			(select count(*)::int from person where status = 'active') as people`;
	const missing = THINGS_A_PERSON - (held?.things ?? 0) / Math.max(1, held?.people ?? 0);
	if (missing <= 0) return;
	// Some of what is tried is there already.
	const tries = Math.ceil(missing * 1.15);
	await sql`
		insert into access_right (id, person_id, role_id, valid_from, granted_at)
		select gen_random_uuid(), p.id, l.id, ${now.toISOString()}::date - 300, ${now.toISOString()}
		from (select id, row_number() over (order by id) as n from person where status = 'active') p
		cross join generate_series(1, ${tries}::int) turn
		join (select id, row_number() over (order by id) - 1 as n, count(*) over () as of from system_role) l
			on l.n = (p.n * 7 + turn * 3) % l.of
		on conflict do nothing`;
}
