import { afterAll, beforeAll, expect, it } from 'vitest';
import { noticesShape } from '#lib/notices/list-shape.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { listNotices } from '#lib/server/notices/writing/list-notices.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice } from '#tests/support/notice-factories.ts';
import { toldByLetter } from '#tests/support/notice-letters.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

let test: TestDatabase;
let author: Actor;
let town: SmallTown;
beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	author = actorOf(await town.addPerson('Author'), withRole('author'));
	await aNotice(test.db, { ownerId: author.personId });
});
afterAll(() => test.close());

it.each(['2024-02-30..', '0000-01-01..', 'x..y', '..', '..9999-12-31'])(
	'a window %j in the address that no calendar has is passed over',
	async (window) => {
		const state = parseListState(noticesShape, new URLSearchParams({ window }));
		const { rows } = await listNotices(test.db, author, state, fixedClock(townNow));
		expect(rows).toHaveLength(1);
	}
);

it('says how many of those whom it concerns were reached, and how many have opened it', async () => {
	const [opened, got, back, silent, byHand] = await Promise.all(
		['Opened', 'Got', 'Back', 'Silent', 'By Hand'].map((name) => town.addPerson(name))
	);
	const { id, number } = await aNotice(test.db, {
		ownerId: author.personId,
		readers: [
			{ personId: opened?.id ?? '', seenAt: townNow },
			{ personId: byHand?.id ?? '', hasMailbox: false, toldByHandAt: townNow },
			...[got, back, silent].map((who) => who?.id ?? '')
		]
	});
	await toldByLetter(test.db, { noticeId: id, personId: got?.id ?? '', state: 'sent' });
	await toldByLetter(test.db, { noticeId: id, personId: back?.id ?? '', state: 'failed' });
	const state = parseListState(noticesShape, new URLSearchParams());
	const { rows } = await listNotices(test.db, author, state, fixedClock(townNow));
	expect(rows.find((row) => row.number === number)).toMatchObject({
		readers: 5,
		informed: 3,
		seen: 1
	});
});
