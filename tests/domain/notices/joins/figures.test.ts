import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { availabilityOf } from '#lib/server/notices/joins/availability.ts';
import { honestDuration } from '#lib/server/notices/joins/honest-duration.ts';
import { preparedFor } from '#lib/server/notices/joins/prepared-for.ts';
import { reportNotices } from '#lib/server/notices/joins/reports.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { place } from '#lib/server/people/tables.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { systemDependency } from '#lib/server/systems/tables.ts';
import { recordCompletion } from '#lib/server/training/duty/record-completion.ts';
import { completion } from '#lib/server/training/duty/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice } from '#tests/support/notice-factories.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import {
	actorOf,
	smallTown,
	townNow,
	withRole,
	type SmallTown,
	type TownPerson
} from '#tests/support/town.ts';
import { aModule } from '#tests/support/training-factories.ts';

const clock = fixedClock(townNow);
const at = (text: string) => new Date(text);
let db: TestDatabase;
let town: SmallTown;
let owner: TownPerson;
let agent: Actor;
let records: string;
let mail: string;

const system = async (slug: string) => {
	const name = { et: slug, ru: slug };
	const input = { slug, kind: 'system', name, description: { et: '', ru: '' } } as const;
	return (await saveSystem(db.db, systemActor, input, clock)).id;
};

beforeAll(async () => {
	db = await testDatabase();
	town = await smallTown(db.db);
	owner = await town.addPerson('Mari Maasikas');
	agent = actorOf(owner, withRole('agent'));
	records = await system('records');
	mail = await system('mail');
	await db.db
		.insert(systemDependency)
		.values({ systemId: records, needsKind: 'system', needsId: mail });
	const past = (
		day: string,
		minutes: number,
		more: Partial<Parameters<typeof aNotice>[1]> = {},
		inTime: boolean | null = true
	) => {
		const startsAt = at(`${day}T16:00:00Z`);
		const plannedEndAt = new Date(startsAt.getTime() + 60 * 60_000);
		return aNotice(db.db, {
			ownerId: owner.id,
			state: 'closed',
			affected: [{ kind: 'system', targetId: mail }],
			...more,
			row: {
				startsAt,
				plannedEndAt,
				firstStartsAt: startsAt,
				firstPlannedEndAt: plannedEndAt,
				announcedAt: new Date(startsAt.getTime() - 86_400_000),
				startedAt: startsAt,
				restoredAt: new Date(startsAt.getTime() + minutes * 60_000),
				inTime,
				...more.row
			}
		});
	};
	await past('2026-09-10', 50);
	await past('2026-10-10', 90);
	await past('2026-10-12', 120, {}, false);
	await past('2026-11-02', 30, { kind: 'outage' }, null);
	await past('2026-11-03', 45, { impact: 'degraded' });
});
afterAll(() => db.close());

describe('the report', () => {
	const year = { from: at('2026-01-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z') };

	test('says by month who was told in time and how long things took', async () => {
		const rows = await reportNotices(db.db, agent, { by: 'month', ...year });
		expect(rows.map(({ key }) => key)).toEqual(['2026-11', '2026-10', '2026-09']);
		expect(rows[1]).toEqual({
			key: '2026-10',
			name: null,
			notices: 2,
			inTime: 1,
			late: 1,
			outages: 0,
			measured: 2,
			plannedMinutes: 120,
			realMinutes: 210,
			overran: 2
		});
		expect(rows[0]).toMatchObject({ notices: 2, inTime: 1, late: 0, outages: 1 });
	});

	test('says the same by system and owner, and only of the period', async () => {
		const bySystem = await reportNotices(db.db, agent, { by: 'system', ...year });
		expect(bySystem).toMatchObject([{ key: mail, name: { et: 'mail' }, notices: 5 }]);
		const byOwner = await reportNotices(db.db, agent, { by: 'owner', ...year });
		expect(byOwner).toMatchObject([{ key: owner.id, name: 'Mari Maasikas', notices: 5 }]);
		const none = { by: 'owner', from: year.to, to: at('2028-01-01T00:00:00Z') } as const;
		expect(await reportNotices(db.db, agent, none)).toEqual([]);
	});

	test('is not for every employee', async () => {
		const asked = reportNotices(db.db, actorOf(owner), { by: 'month', ...year });
		expect(await refusalOf(asked)).toBe('Forbidden errors_forbidden');
	});
});

describe('history says how long it takes', () => {
	const affected = [{ kind: 'system' as const, targetId: '', impact: 'unavailable' as const }];

	test('by the same things, else by the kind, and nothing without history', async () => {
		const like = [{ ...affected[0], targetId: mail } as (typeof affected)[0]];
		expect(await honestDuration(db.db, 'planned_work', like, townNow)).toEqual({
			basis: 'things',
			count: 4,
			plannedMinutes: 60,
			honestMinutes: 102,
			overran: 2
		});
		expect(await honestDuration(db.db, 'planned_work', [], townNow)).toMatchObject({
			basis: 'kind',
			count: 4
		});
		expect(await honestDuration(db.db, 'outage', like, townNow)).toBeUndefined();
	});
});

describe('availability', () => {
	test('counts what a system needs, and degraded is not out of use', async () => {
		const found = await availabilityOf(db.db, agent, { kind: 'system', id: records }, townNow);
		expect(found?.notices).toHaveLength(5);
		expect(found?.notices.every(({ direct }) => !direct)).toBe(true);
		expect(found?.months.slice(0, 3)).toEqual([
			{ month: '2026-11', outage: 30, planned: 0 },
			{ month: '2026-10', outage: 0, planned: 210 },
			{ month: '2026-09', outage: 0, planned: 50 }
		]);
		const own = await availabilityOf(db.db, agent, { kind: 'system', id: mail }, townNow);
		expect(own?.notices[0]).toMatchObject({ direct: true, impact: 'degraded' });
	});

	test('of a system counts what happened to the house around a place that it needs', async () => {
		const [house, room] = [newId(), newId()];
		await db.db.insert(place).values([
			{ id: house, code: 'house', name: { et: 'Maja', ru: 'Дом' } },
			{ id: room, code: 'room', name: { et: 'Ruum', ru: 'Комната' }, parentId: house }
		]);
		const archive = await system('archive');
		await db.db
			.insert(systemDependency)
			.values({ systemId: archive, needsKind: 'place', needsId: room });
		const startedAt = at('2026-11-05T08:00:00Z');
		await aNotice(db.db, {
			ownerId: owner.id,
			kind: 'outage',
			state: 'closed',
			affected: [{ kind: 'place', targetId: house }],
			row: { startsAt: startedAt, startedAt, restoredAt: at('2026-11-05T08:40:00Z') }
		});
		const found = await availabilityOf(db.db, agent, { kind: 'system', id: archive }, townNow);
		expect(found?.months[0]).toEqual({ month: '2026-11', outage: 40, planned: 0 });
	});

	test('is not for every employee', async () => {
		const thing = { kind: 'system', id: mail } as const;
		expect(await availabilityOf(db.db, actorOf(owner), thing, townNow)).toBeUndefined();
	});
});

test('how many are prepared is counted among the readers', async () => {
	const module = await aModule(db.db, { slug: 'new-mail' });
	const ready = await aNotice(db.db, {
		ownerId: owner.id,
		kind: 'change',
		readers: [owner.id],
		row: { moduleKey: 'new-mail' }
	});
	expect(await preparedFor(db.db, ready.id, townNow)).toMatchObject({
		slug: 'new-mail',
		prepared: 0,
		people: 1
	});
	const learners = await Promise.all(
		['Done', 'Expired', 'Revoked', 'Not yet'].map((name) => town.addPerson(name))
	);
	const change = await aNotice(db.db, {
		ownerId: owner.id,
		kind: 'change',
		readers: learners.map(({ id }) => id),
		row: { moduleKey: 'new-mail' }
	});
	const [done, expired, revoked] = learners;
	const complete = (who: TownPerson | undefined, validUntil: string | null) =>
		withTransaction(db.db, (tx) =>
			recordCompletion(tx, {
				personId: who?.id ?? '',
				personName: who?.name ?? '',
				moduleId: module.moduleId,
				moduleKey: 'new-mail',
				moduleTitles: { et: 'Uus e-post', ru: 'Новая почта' },
				editionId: module.editionId,
				version: '1.0.0',
				hash: 'a'.repeat(64),
				locale: 'et',
				kind: 'passed',
				score: 90,
				answers: {},
				minutes: 5,
				completedAt: townNow,
				validUntil
			})
		);
	await complete(done, null);
	await complete(expired, '2026-11-23');
	const { id: wrong } = await complete(revoked, '2027-11-24');
	await db.db
		.update(completion)
		.set({ revokedAt: townNow, revokedById: owner.id, revokeReason: 'Viga' })
		.where(eq(completion.id, wrong));
	expect(await preparedFor(db.db, change.id, townNow)).toMatchObject({ prepared: 1, people: 4 });
	const bare = await aNotice(db.db, { ownerId: owner.id });
	expect(await preparedFor(db.db, bare.id, townNow)).toBeUndefined();
});
