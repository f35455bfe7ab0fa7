import { eq } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import type { Db } from '#lib/server/db/client.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import type { SoftwarePolicy } from '#lib/software/software-policies.ts';
import type { SystemKind } from '#lib/systems/system-kinds.ts';
import { sampleRows, type SampleRow } from '../sample/sample-csv.ts';
import { NEW_SEAT, type ItemRow, type LoadedPerson, type LoadedRole, type World } from './model.ts';
import { MODELS } from './names.ts';

const DAY = 86_400_000;
const ROLES_OF_EVERYBODY = 2;

type Making = Pick<World, 'now' | 'random' | 'makeId' | 'people'>;

const text = (row: SampleRow, column: string): LocalizedText => ({
	et: row[`${column}_et`] ?? '',
	ru: row[`${column}_ru`] ?? '',
	en: row[`${column}_en`] ?? ''
});

/**
 * Promises systems with their roles and software that can be asked for: those of the sample's files that are not in
 * the database yet are entered, with heads of units as owners. Gives all that are there and active.
 */
export async function ensureRegisters(
	db: Db,
	making: Making
): Promise<Pick<World, 'roles' | 'products'>> {
	const { now, makeId } = making;
	const heads = making.people.filter((person) => person.isHead);
	const owners = new Map<string, LoadedPerson>();
	for (const row of sampleRows('systems', now)) {
		const { slug = '', contact = '', address = '' } = row;
		const owner = making.random.pick(heads);
		owners.set(slug, owner);
		await db
			.insert(informationSystem)
			.values({
				...{ id: makeId(now), slug, contact, address, ownerId: owner.id, updatedAt: now },
				kind: row.kind as SystemKind,
				name: text(row, 'name'),
				description: text(row, 'description'),
				criticality: Number(row.criticality)
			})
			.onConflictDoNothing();
	}
	const systems = new Map(
		(await db.select().from(informationSystem)).map((system) => [system.slug, system])
	);
	for (const [position, row] of sampleRows('system-roles', now).entries()) {
		const systemId = systems.get(row.system ?? '')?.id;
		if (!systemId) continue;
		await db
			.insert(systemRole)
			.values({
				...{ id: makeId(now), systemId, slug: row.slug ?? '', position },
				name: text(row, 'name'),
				description: { et: '', ru: '' },
				risk: row.risk as 'low' | 'medium' | 'high',
				ownerApproves: row.owner_approves === 'yes',
				maxDays: row.max_days ? Number(row.max_days) : null
			})
			.onConflictDoNothing();
	}
	for (const row of sampleRows('software', now)) {
		const { slug = '', name = '', vendor = '' } = row;
		await db
			.insert(softwareProduct)
			.values({
				...{ id: makeId(now), slug, name, vendor, updatedAt: now },
				description: text(row, 'description'),
				policy: row.policy as SoftwarePolicy,
				licensed: Boolean(row.seats_total)
			})
			.onConflictDoNothing();
	}
	return readRegisters(db, making, owners);
}

async function readRegisters(
	db: Db,
	{ people, random }: Making,
	owners: ReadonlyMap<string, LoadedPerson>
): Promise<Pick<World, 'roles' | 'products'>> {
	const byId = new Map(people.map((person) => [person.id, person]));
	const rows = await db
		.select({ role: systemRole, system: informationSystem })
		.from(systemRole)
		.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
		.where(eq(systemRole.active, true))
		.orderBy(informationSystem.slug, systemRole.slug);
	const roles = rows.map(({ role, system }): LoadedRole => ({
		...role,
		systemSlug: system.slug,
		systemKind: system.kind,
		systemName: system.name,
		// Owners that were there before are people whom this load knows nothing of: one of its own agrees for them.
		owner: byId.get(system.ownerId ?? '') ?? owners.get(system.slug) ?? random.pick(people)
	}));
	const found = await db.select().from(softwareProduct).orderBy(softwareProduct.slug);
	const products = found.filter(({ policy, active }) => active && policy !== 'forbidden');
	return { roles, products };
}

/** Gives everybody what they came to have before the first request: a computer, some rights, the office suite. */
export function giveFirstThings(world: World, begin: Date): void {
	const { random, makeId, roles, products, people } = world;
	const common = roles.filter((role) => role.systemKind === 'system' && role.maxDays === null);
	const suite = products.find((product) => product.slug === 'kontoritarkvara') ?? products[0];
	for (const person of people) {
		newItem(world, random.chance(75) ? 'laptop' : 'desktop', begin, person);
		if (random.chance(45)) newItem(world, 'monitor', begin, person);
		if (random.chance(35)) newItem(world, 'phone', begin, person);
		for (let n = 0; n < ROLES_OF_EVERYBODY && common.length > 0; n += 1) {
			const role = random.pick(common);
			if (person.rights.has(role.id)) continue;
			const right = {
				id: makeId(begin),
				personId: person.id,
				roleId: role.id,
				validFrom: isoDay(begin),
				validUntil: null,
				requestId: null,
				requestNumber: null,
				approvedById: null,
				grantedById: null,
				grantedAt: begin,
				endedAt: null,
				endedById: null,
				endReason: null,
				conflictReason: null,
				reviewedAt: null
			};
			person.rights.set(role.id, right);
			world.rights.push(right);
		}
		if (!suite) continue;
		const seat = {
			id: makeId(begin),
			productId: suite.id,
			personId: person.id,
			requestId: null,
			requestNumber: null,
			takenById: null,
			takenAt: begin,
			releasedAt: null,
			releasedById: null,
			...NEW_SEAT
		};
		person.seats.set(suite.id, seat);
		world.seats.push(seat);
	}
}

/** A new item in somebody's hands, entered at that moment. */
export function newItem(
	world: World,
	category: ItemCategory,
	at: Date,
	holder: LoadedPerson
): ItemRow {
	const { random, makeId, items } = world;
	const models = MODELS[category as keyof typeof MODELS] ?? MODELS.headset;
	const bought = new Date(at.getTime() - random.between(5, 60) * DAY);
	const row: ItemRow = {
		id: makeId(at),
		inventoryNumber: `SL-${100_001 + items.length}`,
		category,
		model: random.pick(models),
		serial: `SN${7_000_001 + items.length}`,
		state: 'in_use',
		holderId: holder.id,
		hadBy: holder.id,
		before: 0,
		placeId: holder.unit.placeId,
		room: String(random.between(101, 420)),
		heldSince: isoDay(at),
		boughtOn: isoDay(bought),
		warrantyUntil: isoDay(new Date(bought.getTime() + 3 * 365 * DAY)),
		requestId: null,
		requestNumber: null,
		updatedAt: at
	};
	items.push(row);
	holder.items.push(row);
	for (const labels of Object.values(world.labels)) {
		(labels as Record<string, string>)[`my_equipment:${row.id}`] =
			`${row.model} (${row.inventoryNumber})`;
	}
	return row;
}

/** Items that have served their people and lie in stock again, until there are so many. */
export function fillStock(world: World, wanted: number): void {
	const { random, items, people, now } = world;
	for (let n = items.length; n < wanted; n += 1) {
		const at = new Date(now.getTime() - random.between(30, 1300) * DAY);
		const holder = random.pick(people);
		const category = random.pick(['laptop', 'monitor', 'phone', 'headset']);
		const row = newItem(world, category, at, holder);
		holder.items.pop();
		Object.assign(row, { state: 'in_stock', holderId: null, heldSince: null, before: n % 2 });
	}
}
