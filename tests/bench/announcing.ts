import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import type { AffectedThing } from '#lib/notices/affected.ts';
import { ledgerShape } from '#lib/notices/ledger/ledger-shape.ts';
import type { Actor } from '#lib/people/actor.ts';
import { findActor } from '#lib/server/auth/actor-row.ts';
import { systemClock } from '#lib/server/clock.ts';
import type { OpenDatabase } from '#lib/server/db/client.ts';
import { coverageOf } from '#lib/server/notices/audience/coverage-of.ts';
import { deriveAudience } from '#lib/server/notices/audience/derive-audience.ts';
import { listReaders } from '#lib/server/notices/audience/list-readers.ts';
import { previewAudience } from '#lib/server/notices/audience/preview-audience.ts';
import { announceNotice } from '#lib/server/notices/life/announce-notice.ts';
import { saveDraft } from '#lib/server/notices/writing/save-draft.ts';

const HOUR = 3_600_000;
const TURNS = 5;

/** What it takes to tell a whole town of something, in milliseconds: the middle of five turns, announcing once. */
export type AnnouncingFigures = {
	/** Valid rights, seats and items in somebody's hands. */
	things: number;
	audience: number;
	derive: number;
	preview: number;
	/** Freezing the audience, bell, letters and ledger of everybody in one transaction. */
	announce: number;
	readers: number;
	letters: number;
	coverage: number;
	ledgerPage: number;
};

/**
 * Announces planned work that touches the system on which most depend, every software product and place, the whole
 * organisation and some devices: each right, seat and person counts about once. Measures each step. The notice stays in the database.
 */
export async function measureAnnouncing(open: OpenDatabase): Promise<AnnouncingFigures> {
	const { db } = open;
	const actor = await findTeller(open);
	const affected = await everything(open);
	const source = { affected, choices: [] };
	const today = isoDay(systemClock.now());
	const [held] = await open.sql<{ things: number }[]>`
		select (select count(*)::int from access_right where ended_at is null)
			+ (select count(*)::int from software_seat where released_at is null)
			+ (select count(*)::int from item where holder_id is not null) as things`;
	let audience = 0;
	const derive = await middleTime(async () => {
		const [row] = await db.execute<{ n: number }>(
			sql`select count(reasons)::int as n from (${deriveAudience(source, today)}) audience`
		);
		audience = row?.n ?? 0;
	});
	const preview = await middleTime(() => previewAudience(db, actor, source, systemClock));
	const { number, revision } = await saveDraft(db, actor, draftOf(actor, affected), systemClock);
	const started = performance.now();
	const told = await announceNotice(
		db,
		actor,
		{ number, revision, lateReason: 'Mõõtmine', noModuleReason: 'Mõõtmine' },
		systemClock
	);
	const announce = Math.round(performance.now() - started);
	await open.sql`analyze notice_reader, notice_message, outbox_message`;
	const [written] = await open.sql<{ letters: number }[]>`
		select count(outbox_id)::int as letters from notice_message where notice_id = ${told.id}`;
	const list = parseListState(ledgerShape, new URLSearchParams());
	return {
		things: held?.things ?? 0,
		...{ audience, derive, preview, announce },
		readers: told.readers,
		letters: written?.letters ?? 0,
		coverage: await middleTime(() => coverageOf(db, told.id)),
		ledgerPage: await middleTime(() => listReaders(db, actor, told.id, list, systemClock))
	};
}

async function findTeller(open: OpenDatabase): Promise<Actor> {
	const [agent] = await open.sql<{ id: string }[]>`
		select person_id as id from role_grant where role = 'agent' and unit_id is null order by id limit 1`;
	const actor = agent && (await findActor(open.db, agent.id, systemClock.now()));
	if (!actor) throw new Error('The loaded town has no agent.');
	return actor;
}

async function everything({ sql: ask }: OpenDatabase): Promise<AffectedThing[]> {
	const rows = await ask<Pick<AffectedThing, 'kind' | 'targetId'>[]>`
		(select 'system' as kind, needs_id as "targetId" from system_dependency
			where needs_kind = 'system' group by needs_id order by count(*) desc, needs_id limit 1)
		union all select 'software', id from software_product
		union all select 'place', id from place where parent_id is null
		union all select 'unit', id from unit where parent_id is null
		union all (select 'item', item_id from item_serves s where not exists (
			select from system_dependency d where d.needs_id = s.item_id) limit 20)`;
	return rows.map((row) => ({ ...row, impact: 'unavailable' }));
}

function draftOf(actor: Actor, affected: readonly AffectedThing[]) {
	const text = {
		title: 'Kogu linna võrk on hoolduses',
		summary: 'Vahetame linna võrgu keskseadme.',
		cannot: 'Kasutada internetti.',
		before: 'Salvesta töö.',
		instead: '',
		contact: ''
	};
	const startsAt = new Date(systemClock.now().getTime() + 24 * HOUR);
	return {
		kind: 'planned_work' as const,
		texts: { et: text, ru: { ...text, title: 'Сеть всего города на обслуживании' } },
		affected,
		ownerId: actor.personId,
		startsAt,
		plannedEndAt: new Date(startsAt.getTime() + 2 * HOUR)
	};
}

/** Milliseconds of the middle of some turns. */
async function middleTime(work: () => Promise<unknown>): Promise<number> {
	const times: number[] = [];
	for (let turn = 0; turn < TURNS; turn += 1) {
		const started = performance.now();
		await work();
		times.push(performance.now() - started);
	}
	times.sort((a, b) => a - b);
	return Math.round(times[Math.floor(TURNS / 2)] ?? 0);
}
