import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '#lib/errors.ts';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { cancelAct } from '#lib/server/equipment/acts/cancel-act.ts';
import { refuseAct } from '#lib/server/equipment/acts/refuse-act.ts';
import { reserveItems } from '#lib/server/equipment/acts/reserve-items.ts';
import { signAct } from '#lib/server/equipment/acts/sign-act.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import {
	askBack,
	findItem,
	keepItem,
	releaseItem,
	reportMissing
} from '#lib/server/equipment/change-item-state.ts';
import { handOverItems } from '#lib/server/equipment/hand-over.ts';
import { moveItems } from '#lib/server/equipment/move-item.ts';
import { receiveItems } from '#lib/server/equipment/register-item.ts';
import { bringBack } from '#lib/server/equipment/repair/bring-back.ts';
import { sendToRepairs } from '#lib/server/equipment/repair/send-to-repairs.ts';
import { returnItems } from '#lib/server/equipment/return-item.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { differencesFromActs } from '#tests/support/rebuild.ts';
import {
	actorOf,
	smallTown,
	townNow,
	type SmallTown,
	type TownPerson
} from '#tests/support/town.ts';

let test: TestDatabase;
let town: SmallTown;
let people: TownPerson[];

beforeAll(async () => {
	test = await testDatabase({ max: 25 });
	town = await smallTown(test.db);
	people = await Promise.all(['Ants', 'Mari', 'Olga'].map((name) => town.addPerson(name)));
});
afterAll(() => test.close());

type Step = { command: string; items: number[]; who: number; hour: number };

/** Does a step by its command; what cannot happen now is refused and changes nothing. */
async function take({ command, items, who }: Step, ids: string[], at: Date): Promise<void> {
	const { db } = test;
	const clock = fixedClock(at);
	const refs = [...new Set(items)].map((n) => ({ itemId: ids[n % ids.length] ?? '' }));
	const unique = [...new Map(refs.map((ref) => [ref.itemId, ref])).values()];
	const [ref] = unique;
	const person = people[who % people.length];
	if (!ref || !person) return;
	const requestId = newId();
	const [open] = await db.execute<{ id: string; hash: string; to: string | null }>(sql`
		select id, text_hash as hash, to_person_id as to from ${act} where state = 'open' order by made_at limit 1`);
	const receiver = people.find(({ id }) => id === open?.to);
	const commands: Record<string, () => Promise<unknown> | undefined> = {
		handOver: () =>
			handOverItems(db, systemActor, unique, { personId: person.id, room: 'B' }, clock),
		handOverSigned: () =>
			handOverItems(
				db,
				systemActor,
				unique,
				{ personId: person.id, placeId: town.hall, signed: { method: 'paper' } },
				clock
			),
		share: () => handOverItems(db, systemActor, unique, { placeId: town.hall, room: '2' }, clock),
		giveBack: () => returnItems(db, systemActor, unique, { placeId: town.stock, room: 'L' }, clock),
		move: () => moveItems(db, systemActor, unique, { placeId: town.hall, room: 'X' }, clock),
		reserve: () =>
			reserveItems(db, systemActor, [{ ref, requestId, requestNumber: 1000 + who }], clock),
		release: () => releaseItem(db, systemActor, ref, clock),
		askBack: () => askBack(db, systemActor, ref, clock),
		keep: () => keepItem(db, systemActor, ref, clock),
		repair: () =>
			sendToRepairs(db, systemActor, [ref], { vendor: 'Parandus', fault: 'Ekraan' }, clock),
		back: () => bringBack(db, systemActor, { ...ref, outcome: 'repaired' }, clock),
		lose: () => reportMissing(db, systemActor, ref, clock),
		find: () => findItem(db, systemActor, ref, clock),
		accept: () =>
			open && receiver
				? signAct(
						db,
						actorOf(receiver),
						{ actId: open.id, textHash: open.hash, method: 'portal' },
						clock
					)
				: undefined,
		refuse: () =>
			open && receiver
				? refuseAct(db, actorOf(receiver), { actId: open.id, reason: 'broken' }, clock)
				: undefined,
		cancel: () =>
			open ? cancelAct(db, systemActor, { actId: open.id, reason: 'mistake' }, clock) : undefined
	};
	try {
		await commands[command]?.();
	} catch (problem) {
		if (!(problem instanceof DomainError)) throw problem;
	}
}

const COMMANDS = [
	...['handOver', 'handOver', 'handOverSigned', 'share', 'giveBack', 'move', 'reserve', 'release'],
	...['askBack', 'keep', 'repair', 'back', 'lose', 'find', 'accept', 'accept', 'refuse', 'cancel']
];
const steps = fc.array(
	fc.record({
		command: fc.constantFrom(...COMMANDS),
		items: fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }),
		who: fc.nat(2),
		hour: fc.integer({ min: 1, max: 40 })
	}),
	{ minLength: 5, maxLength: 25 }
);

describe('the register is the sum of its acts', () => {
	it('whatever was done in whatever order', { timeout: 120_000 }, async () => {
		let count = 0;
		await fc.assert(
			fc.asyncProperty(steps, async (taken) => {
				const received = await receiveItems(
					test.db,
					systemActor,
					Array.from({ length: 5 }, () => ({
						inventoryNumber: `RB-${++count}`,
						category: 'laptop',
						model: 'L14'
					})),
					{ placeId: town.stock, room: 'A1' },
					fixedClock(townNow)
				);
				let at = townNow.getTime();
				for (const step of taken) {
					at += step.hour * 3_600_000;
					await take(step, received.itemIds, new Date(at));
				}
				expect(await differencesFromActs(test.db)).toEqual([]);
			}),
			{ numRuns: 15 }
		);
	});

	it('and thirty at once about the same things leave no difference and no gap', async () => {
		const { itemIds } = await receiveItems(
			test.db,
			systemActor,
			Array.from({ length: 4 }, (_, n) => ({
				inventoryNumber: `PA-${n}`,
				category: 'laptop',
				model: 'L14'
			})),
			{ placeId: town.stock },
			fixedClock(townNow)
		);
		await Promise.all(
			Array.from({ length: 30 }, (_, n) =>
				take(
					{ command: COMMANDS[n % 13] ?? '', items: [n % 4, (n + 1) % 4], who: n, hour: 1 },
					itemIds,
					townNow
				)
			)
		);
		expect(await differencesFromActs(test.db)).toEqual([]);
		const gaps = await test.db.execute(sql`
			select kind, year, count(*), max(seq) from act group by kind, year having count(*) <> max(seq)
				or max(seq) <> (select last from act_counter c where c.kind = act.kind and c.year = act.year)`);
		expect(gaps).toHaveLength(0);
	});
});
