import { afterAll, beforeAll, expect, it } from 'vitest';
import { noticesShape } from '#lib/notices/list-shape.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { listNotices } from '#lib/server/notices/writing/list-notices.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice } from '#tests/support/notice-factories.ts';
import { actorOf, smallTown, townNow, withRole } from '#tests/support/town.ts';

let test: TestDatabase;
let author: Actor;
beforeAll(async () => {
	test = await testDatabase();
	const town = await smallTown(test.db);
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
