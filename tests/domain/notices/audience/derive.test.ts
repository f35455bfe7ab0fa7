import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDay } from '#lib/format/moments.ts';
import type { AffectedKind, Impact } from '#lib/notices/notice-states.ts';
import type { ReaderReason } from '#lib/notices/notice-text.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { itemServes } from '#lib/server/equipment/tables.ts';
import type { ReaderChoice } from '#lib/server/notices/audience/audience-source.ts';
import { deriveAudience } from '#lib/server/notices/audience/derive-audience.ts';
import { previewAudience } from '#lib/server/notices/audience/preview-audience.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { softwareProduct, softwareSeat } from '#lib/server/software/tables.ts';
import {
	accessRight,
	informationSystem,
	systemDependency,
	systemRole
} from '#lib/server/systems/tables.ts';
import { itemInUse } from '#tests/support/items.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const text = (et: string) => ({ et, ru: et });
let test: TestDatabase;
let town: SmallTown;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
});
afterAll(() => test.close());

const touched = (kind: AffectedKind, targetId: string, impact: Impact = 'unavailable') => ({
	kind,
	targetId,
	impact
});

/** Reasons by the person's id. */
async function audienceOf(
	affected: ReturnType<typeof touched>[],
	choices: ReaderChoice[] = []
): Promise<Record<string, ReaderReason[]>> {
	const rows = await test.db.execute<{ person_id: string; reasons: ReaderReason[] }>(
		deriveAudience({ affected, choices }, isoDay(townNow))
	);
	expect(new Set(rows.map((row) => row.person_id)).size).toBe(rows.length);
	return Object.fromEntries(rows.map((row) => [row.person_id, row.reasons]));
}

const idsOf = async (...given: Parameters<typeof audienceOf>) =>
	Object.keys(await audienceOf(...given)).sort();

const sorted = (...people: { id: string }[]) => people.map(({ id }) => id).sort();

async function aSystem(
	name: string,
	needs: [kind: 'system' | 'item' | 'place', id: string][] = []
) {
	const [id, roleId] = [newId(), newId()];
	await test.db.insert(informationSystem).values({
		id,
		slug: `${name}-${id}`,
		name: text(name),
		description: text(''),
		updatedAt: townNow
	});
	await test.db.insert(systemRole).values({
		id: roleId,
		systemId: id,
		slug: 'user',
		name: text('Kasutaja'),
		description: text('')
	});
	await needsOf(id, needs);
	return { id, roleId };
}

async function needsOf(systemId: string, needs: [kind: 'system' | 'item' | 'place', id: string][]) {
	if (needs.length === 0) return;
	await test.db
		.insert(systemDependency)
		.values(needs.map(([needsKind, needsId]) => ({ systemId, needsKind, needsId })));
}

async function aRight(
	who: { id: string },
	role: { roleId: string },
	more: Partial<typeof accessRight.$inferInsert> = {}
) {
	await test.db.insert(accessRight).values({
		id: newId(),
		personId: who.id,
		roleId: role.roleId,
		validFrom: '2026-01-01',
		grantedAt: townNow,
		...more
	});
}

async function anItem(more: Parameters<typeof itemInUse>[1] = {}, serves: string[] = []) {
	const placeId = more.holderId ? undefined : town.stock;
	const { id } = await itemInUse(test.db, { placeId, ...more }, townNow);
	for (const placeId of serves) await test.db.insert(itemServes).values({ itemId: id, placeId });
	return { id };
}

async function aPlace(name: string, parentId: string | null = null) {
	const id = newId();
	await test.db.insert(place).values({ id, code: `${name}-${id}`, name: text(name), parentId });
	return id;
}

async function at(placeId: string | null, name: string) {
	const who = await town.addPerson(name);
	await test.db
		.update(person)
		.set({ placeId })
		.where(sql`id = ${who.id}`);
	return who;
}

describe('a system', () => {
	it('reaches those who hold a valid right in it, and nobody whose right is over or to come', async () => {
		const diary = await aSystem('Päevik');
		const [mari, jüri, old, later, ended, left] = [
			await town.addPerson('Mari'),
			await town.addPerson('Jüri'),
			await town.addPerson('Old'),
			await town.addPerson('Later'),
			await town.addPerson('Ended'),
			await town.addPerson('Left')
		];
		await aRight(mari, diary);
		await aRight(jüri, diary, { validUntil: '2026-11-24' });
		await aRight(old, diary, { validUntil: '2026-11-23' });
		await aRight(later, diary, { validFrom: '2026-11-25' });
		await aRight(ended, diary, { endedAt: townNow });
		await aRight(left, diary);
		await test.owner`update person set status = 'left' where id = ${left.id}`;
		const audience = await audienceOf([touched('system', diary.id)]);
		expect(Object.keys(audience).sort()).toEqual(sorted(mari, jüri));
		expect(audience[mari.id]).toEqual([
			{ kind: 'system', targetId: diary.id, how: 'right', via: text('Kasutaja') }
		]);
	});

	it('reaches holders in all that depends on it, however far, and says by way of what', async () => {
		const network = await aSystem('Võrk');
		const documents = await aSystem('Dokumendid', [['system', network.id]]);
		const archive = await aSystem('Arhiiv', [['system', documents.id]]);
		const apart = await aSystem('Muu');
		const [mari, jüri, apartUser] = [
			await town.addPerson('Mari'),
			await town.addPerson('Jüri'),
			await town.addPerson('Apart')
		];
		await aRight(mari, archive);
		await aRight(jüri, network);
		await aRight(jüri, documents);
		await aRight(apartUser, apart);
		const audience = await audienceOf([touched('system', network.id)]);
		expect(audience).toEqual({
			[mari.id]: [{ kind: 'system', targetId: network.id, how: 'depends', via: text('Arhiiv') }],
			[jüri.id]: expect.arrayContaining([
				{ kind: 'system', targetId: network.id, how: 'right', via: text('Kasutaja') },
				{ kind: 'system', targetId: network.id, how: 'depends', via: text('Dokumendid') }
			])
		});
		expect(audience[jüri.id]).toHaveLength(2);
		expect(await idsOf([touched('system', documents.id)])).toEqual(sorted(mari, jüri));
		expect(await idsOf([touched('system', archive.id)])).toEqual(sorted(mari));
	});

	it('ends where systems depend on each other in a circle', async () => {
		const [a, b, c] = [await aSystem('A'), await aSystem('B'), await aSystem('C')];
		await needsOf(a.id, [['system', c.id]]);
		await needsOf(b.id, [['system', a.id]]);
		await needsOf(c.id, [['system', b.id]]);
		const [mari, jüri, kai] = [
			await town.addPerson('Mari'),
			await town.addPerson('Jüri'),
			await town.addPerson('Kai')
		];
		await aRight(mari, a);
		await aRight(jüri, b);
		await aRight(kai, c);
		const audience = await audienceOf([touched('system', a.id)]);
		expect(Object.keys(audience).sort()).toEqual(sorted(mari, jüri, kai));
		expect(audience[mari.id]?.map(({ how }) => how)).toEqual(['right']);
		expect(audience[kai.id]?.map(({ how }) => how)).toEqual(['depends']);
	});
});

describe('what else is touched', () => {
	it('is a role of a system: its holders only', async () => {
		const diary = await aSystem('Päevik');
		const editorId = newId();
		await test.db.insert(systemRole).values({
			id: editorId,
			systemId: diary.id,
			slug: 'editor',
			name: text('Muutja'),
			description: text('')
		});
		const [mari, jüri] = [await town.addPerson('Mari'), await town.addPerson('Jüri')];
		await aRight(mari, diary);
		await aRight(jüri, { roleId: editorId });
		expect(await audienceOf([touched('role', editorId)])).toEqual({
			[jüri.id]: [{ kind: 'role', targetId: editorId, how: 'right' }]
		});
	});

	it('is software: those who have a seat now', async () => {
		const productId = newId();
		await test.db.insert(softwareProduct).values({
			id: productId,
			slug: productId,
			name: 'Arvutus',
			description: text(''),
			policy: 'allowed',
			updatedAt: townNow
		});
		const [mari, gone] = [await town.addPerson('Mari'), await town.addPerson('Gone')];
		const seat = { productId, takenAt: townNow };
		await test.db.insert(softwareSeat).values([
			{ id: newId(), personId: mari.id, ...seat },
			{ id: newId(), personId: gone.id, ...seat, state: 'revoked', releasedAt: townNow }
		]);
		expect(await audienceOf([touched('software', productId)])).toEqual({
			[mari.id]: [{ kind: 'software', targetId: productId, how: 'seat' }]
		});
	});

	it('is a device: its holder, people at the places it serves, and who needs what needs it', async () => {
		const house = await aPlace('Sompa');
		const room = await aPlace('Tuba', house);
		const holder = await at(null, 'Holder');
		const device = await anItem({ holderId: holder.id }, [house]);
		const phones = await aSystem('Telefonid', [['item', device.id]]);
		const calls = await aSystem('Kõned', [['system', phones.id]]);
		const [inHouse, inRoom, elsewhere, caller] = [
			await at(house, 'In house'),
			await at(room, 'In room'),
			await at(town.hall, 'Elsewhere'),
			await at(town.hall, 'Caller')
		];
		await aRight(caller, calls);
		const audience = await audienceOf([touched('item', device.id)]);
		expect(Object.keys(audience).sort()).toEqual(sorted(holder, inHouse, inRoom, caller));
		expect(audience[elsewhere.id]).toBeUndefined();
		expect(audience[holder.id]?.map(({ how }) => how)).toEqual(['holds']);
		expect(audience[inRoom.id]).toEqual([
			{ kind: 'item', targetId: device.id, how: 'served', via: text('Sompa') }
		]);
		expect(audience[caller.id]).toEqual([
			{ kind: 'item', targetId: device.id, how: 'depends', via: text('Kõned') }
		]);
	});

	it('is a place: people there and within it, and who needs what stands there', async () => {
		const house = await aPlace('Maja');
		const cellar = await aPlace('Kelder', house);
		const server = await aSystem('Server', [['place', cellar]]);
		const [there, below, user] = [
			await at(house, 'There'),
			await at(cellar, 'Below'),
			await at(town.hall, 'User')
		];
		await aRight(user, server);
		const audience = await audienceOf([touched('place', house)]);
		expect(Object.keys(audience).sort()).toEqual(sorted(there, below, user));
		expect(audience[below.id]).toEqual([{ kind: 'place', targetId: house, how: 'place' }]);
		expect(audience[user.id]?.map(({ how }) => how)).toEqual(['depends']);
		expect(await idsOf([touched('place', cellar)])).toEqual(sorted(below, user));
	});

	it('is a place within itself by mistake: it ends', async () => {
		const [one, other] = [await aPlace('Üks'), await aPlace('Teine')];
		await test.db
			.update(place)
			.set({ parentId: other })
			.where(sql`id = ${one}`);
		await test.db
			.update(place)
			.set({ parentId: one })
			.where(sql`id = ${other}`);
		const who = await at(other, 'There');
		expect(await idsOf([touched('place', one)])).toEqual(sorted(who));
	});

	it('is a unit: all below it; and a single person', async () => {
		const teacher = await town.addPerson('Teacher', { unitId: town.group.id });
		const head = await town.addPerson('Head', { unitId: town.kindergarten.id });
		const left = await town.addPerson('Left', { unitId: town.group.id, status: 'left' });
		expect(await audienceOf([touched('unit', town.kindergarten.id)])).toEqual({
			[teacher.id]: [{ kind: 'unit', targetId: town.kindergarten.id, how: 'unit' }],
			[head.id]: [{ kind: 'unit', targetId: town.kindergarten.id, how: 'unit' }]
		});
		expect(await idsOf([touched('person', head.id), touched('person', left.id)])).toEqual(
			sorted(head)
		);
	});

	it('is not concerned while its impact is none', async () => {
		expect(await idsOf([touched('unit', town.town.id, 'none')])).toEqual([]);
	});
});

describe('choosing by hand', () => {
	it('adds people with the reason and leaves others out', async () => {
		const who = await town.addPerson('In', { unitId: town.group.id });
		const out = await town.addPerson('Out', { unitId: town.group.id });
		const extra = await town.addPerson('Extra');
		const left = await town.addPerson('Left', { status: 'left' });
		const include = (personId: string): ReaderChoice => ({
			personId,
			choice: 'include',
			reason: 'Vastutab maja eest'
		});
		const audience = await audienceOf(
			[touched('person', who.id), touched('person', out.id)],
			[
				include(extra.id),
				include(left.id),
				{ personId: out.id, choice: 'exclude', reason: 'Pikal puhkusel' }
			]
		);
		expect(audience).toEqual({
			[who.id]: [{ kind: 'person', targetId: who.id, how: 'person' }],
			[extra.id]: [{ kind: null, targetId: null, how: 'included', via: 'Vastutab maja eest' }]
		});
	});
});

describe('the preview', () => {
	it('counts by reason, names what it counts, and adds up', async () => {
		const house = await aPlace('Eelvaate maja');
		const diary = await aSystem('Eelvaate päevik');
		const both = await at(house, 'Both');
		const there = await at(house, 'There');
		const out = await at(house, 'Out');
		const extra = await town.addPerson('Extra');
		await test.db
			.update(person)
			.set({ hasMailbox: false })
			.where(sql`id = ${there.id}`);
		await aRight(both, diary);
		const reader = actorOf(both, withRole('author'));
		const affected = [touched('place', house), touched('system', diary.id)];
		const choices: ReaderChoice[] = [
			{ personId: extra.id, choice: 'include', reason: 'Teeb töö' },
			{ personId: out.id, choice: 'exclude', reason: 'Puhkab' }
		];
		const preview = await previewAudience(test.db, reader, { affected, choices }, clock);
		expect(preview).toMatchObject({
			count: 3,
			overlap: 1,
			withoutMailbox: 1,
			included: 1,
			excluded: 1
		});
		expect(preview.groups).toHaveLength(3);
		expect(preview.groups[0]).toEqual({
			kind: 'place',
			targetId: house,
			name: text('Eelvaate maja'),
			how: 'place',
			count: 2,
			via: []
		});
		expect(preview.groups).toContainEqual({
			kind: 'system',
			targetId: diary.id,
			name: text('Eelvaate päevik'),
			how: 'right',
			count: 1,
			via: [{ name: text('Kasutaja'), count: 1 }]
		});
	});

	it('is empty for nothing, refused to employees, and unknown for a number that is none', async () => {
		const mari = await town.addPerson('Mari');
		const nothing = { affected: [], choices: [] };
		const author = actorOf(mari, withRole('author'));
		expect(await previewAudience(test.db, author, nothing, clock)).toEqual({
			count: 0,
			groups: [],
			overlap: 0,
			withoutMailbox: 0,
			included: 0,
			excluded: 0
		});
		expect(await refusalOf(previewAudience(test.db, actorOf(mari), nothing, clock))).toMatch(
			/^Forbidden/
		);
		expect(await refusalOf(previewAudience(test.db, author, 999_999, clock))).toMatch(/^NotFound/);
	});
});
