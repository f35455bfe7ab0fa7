import { resolve } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Sql } from 'postgres';
import { locales, localize } from '#lib/i18n/localized.ts';
import { systemActor } from '#lib/people/actor.ts';
import { hashPassword } from '#lib/server/auth/passwords.ts';
import { SAMPLE_PASSWORD } from '#lib/server/auth/sample-sign-ins.ts';
import { onCurrentVersion } from '#lib/server/catalogue/current-version.ts';
import { syncContent } from '#lib/server/catalogue/sync-content.ts';
import { service, serviceVersion } from '#lib/server/catalogue/tables.ts';
import { openDb, type Db } from '#lib/server/db/client.ts';
import { team } from '#lib/server/requests/tables.ts';
import { getSettings } from '#lib/server/settings/settings.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { syncTraining } from '#lib/server/training/modules/sync-training.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { isoDay } from '#lib/format/moments.ts';
import { workingCalendar } from '#lib/working-time/calendar.ts';
import { seededRandom } from '../sample/random.ts';
import { UsageError } from '../terminal/run-script.ts';
import { rowBuffer } from './copy-rows.ts';
import { loadNotices } from './load-notices.ts';
import { loadRequests } from './load-requests.ts';
import type { World } from './model.ts';
import { planOrganisation } from './organisation.ts';
import { weightOf } from './plan-requests.ts';
import { loadSoftware } from './load-software.ts';
import { writeItems } from './write-items.ts';
import { ensureRegisters, fillStock, giveFirstThings } from './registers.ts';
import { seededIds } from './seeded-ids.ts';
import { loadTraining, type TrainingVolume } from './load-training.ts';
import { setAside } from './set-aside.ts';
import { writeOrganisation } from './write-organisation.ts';

const YEARS = 4;
const YEAR = 365 * 86_400_000;

/** Tables that are filled by the hundred thousand. */
const GREAT_TABLES = [
	'place',
	'unit',
	'person',
	'role_grant',
	'representative',
	'deputy',
	'credential',
	'item',
	'item_move',
	'item_holding',
	'act',
	'act_line',
	'act_signature',
	'software_seat',
	'access_right',
	'service_request',
	'request_answers',
	'approval_stage',
	'approval',
	'request_task',
	'request_event',
	'request_comment',
	'request_pause',
	'request_link',
	'bell_entry',
	'audit_entry'
];

export type LoadOptions = {
	people: number;
	requests: number;
	seed: number;
	/** The day on which the history ends. */
	now: Date;
	/** Gives everybody the sample's password: only for a database that nobody else can reach. */
	passwords: boolean;
	/** Training beside the requests; none unless told. */
	training?: TrainingVolume;
	/** Notices with their ledgers, and what systems need. */
	notices?: boolean;
	/** So many items at least; what people do not hold lies in stock. */
	items?: number;
	/** So many installations of software, with products and seats; none unless told. */
	installations?: number;
	progress: (text: string) => void;
};

export type Loaded = {
	people: number;
	requests: number;
	auditEntries: number;
	pagesRead: number;
	completions: number;
};

/**
 * Fills a migrated database with a made-up town: its structure, registers and four years of requests, consistent as
 * if the commands had written them. The same seed and moment give the same data in an empty database; what is there
 * already stays. All but notices in one transaction: it is there whole or not at all. Throws UsageError when it was loaded before.
 */
export async function loadTown(url: string, options: LoadOptions): Promise<Loaded> {
	// One connection, so that everything below is in the one transaction.
	const { sql, db, close } = openDb(url, { max: 1 });
	try {
		const [before] = await sql`select from unit where code = 'load-it'`;
		if (before) throw new UsageError('This database has been loaded before.');
		options.progress('services');
		await ensureTeams(db);
		await syncContent(db, systemActor, { folder: resolve('content') });
		if (options.training) await syncTraining(db, systemActor, { folder: resolve('content') });
		await sql.unsafe('begin');
		const loaded = await fill(sql, db, options);
		await sql.unsafe('commit');
		// By the commands, each in a transaction of its own.
		if (options.notices) await loadNotices(sql, db, options.now, options.progress);
		options.progress('statistics');
		await sql.unsafe('vacuum (analyze)');
		return loaded;
	} finally {
		await close();
	}
}

async function fill(sql: Sql, db: Db, options: LoadOptions): Promise<Loaded> {
	const { now, progress } = options;
	const begin = new Date(now.getTime() - YEARS * YEAR);
	const passwordHash = options.passwords ? await hashPassword(SAMPLE_PASSWORD) : undefined;
	const aside = await setAside(sql, GREAT_TABLES);
	const world = await makeWorld(sql, db, { ...options, begin, passwordHash });
	giveFirstThings(world, begin);
	fillStock(world, options.items ?? 0);
	const requests = await loadRequests(sql, world, { ...options, begin });
	progress('registers');
	await writeRegisters(sql, world);
	await loadSoftware(sql, options.installations ?? 0);
	await aside.restore((done, of) => progress(`indexes ${done} of ${of}`));
	const training = options.training
		? await loadTraining(sql, options.training, now, progress)
		: { pages: 0, completions: 0 };
	return {
		people: options.people,
		...requests,
		pagesRead: training.pages,
		completions: training.completions
	};
}

type Making = LoadOptions & { begin: Date; passwordHash: string | undefined };

async function makeWorld(tx: Sql, db: Db, making: Making): Promise<World> {
	const { now, begin, people: count, progress } = making;
	const random = seededRandom(making.seed);
	const makeId = seededIds(random);
	const taken = new Set(
		(await tx<{ email: string }[]>`select email from person`).map((row) => row.email)
	);
	progress(`${count} people`);
	const plan = planOrganisation(count, { random, makeId, begin, taken });
	await writeOrganisation(tx, plan, {
		now,
		begin,
		random,
		makeId,
		passwordHash: making.passwordHash
	});
	const { people, units, agents } = plan;
	const registers = await ensureRegisters(db, { now, random, makeId, people });
	const { workingHours } = await getSettings(db);
	const [admin = people[0]] = [plan.signIns.get('admin')];
	if (!admin) throw new UsageError('A town needs people.');
	const world: World = {
		...{ now, random, makeId, units, people, agents, admin },
		...registers,
		services: await readServices(db),
		items: [],
		rights: [],
		seats: [],
		labels: { et: {}, ru: {}, en: {} },
		calendars: {
			office: workingCalendar(workingHours.office),
			kindergarten: workingCalendar(workingHours.kindergarten)
		}
	};
	nameRecords(world, plan.places);
	return world;
}

async function ensureTeams(db: Db): Promise<void> {
	const names = [
		{ slug: 'it', name: { et: 'IT-abi', ru: 'ИТ-помощь', en: 'IT support' } },
		{ slug: 'systems', name: { et: 'Infosüsteemid', ru: 'Инфосистемы', en: 'Systems' } }
	];
	await db.insert(team).values(names).onConflictDoNothing();
}

async function readServices(db: Db): Promise<World['services']> {
	const found = await db
		.select({
			id: service.id,
			versionId: serviceVersion.id,
			slug: service.slug,
			definition: serviceVersion.definition
		})
		.from(service)
		.innerJoin(serviceVersion, onCurrentVersion)
		.where(eq(service.active, true))
		.orderBy(service.slug);
	return found
		.map((one) => ({ ...one, weight: weightOf(one.slug) }))
		.filter(({ weight }) => weight > 0);
}

/** What answers are called in titles and in what requests are found by. */
function nameRecords(
	world: World,
	places: readonly { id: string; name: Parameters<typeof localize>[0] }[]
): void {
	for (const locale of locales) {
		const labels = world.labels[locale] as Record<string, string>;
		for (const { id, name } of world.people) labels[`person:${id}`] = name;
		for (const { id, name } of world.units) labels[`unit:${id}`] = localize(name, locale);
		for (const { id, name } of places) labels[`place:${id}`] = localize(name, locale);
		for (const { id, name } of world.products) labels[`software:${id}`] = name;
		for (const { id, systemId, systemName, name } of world.roles) {
			labels[`right:${systemId}:${id}`] =
				`${localize(systemName, locale)}: ${localize(name, locale)}`;
		}
	}
}

async function writeRegisters(tx: Sql, world: World): Promise<void> {
	const rights = rowBuffer(accessRight);
	const seats = rowBuffer(softwareSeat);
	const today = isoDay(world.now);
	await writeItems(tx, world);
	for (const row of world.rights) {
		const expired = !row.endedAt && row.validUntil !== null && row.validUntil < today;
		rights.add(
			expired ? { ...row, endedAt: nightAfter(row.validUntil), endReason: 'expired' } : row
		);
	}
	for (const row of world.seats) seats.add(row);
	for (const rows of [rights, seats]) await rows.flush(tx);
	// Nobody sits on a seat that was not bought.
	await tx`
		insert into software_licence (id, product_id, metric, quantity, valid_from, created_at, updated_at)
		select gen_random_uuid(), p.id, 'person', used.count + used.count / 20 + 1, '2020-01-01', now(), now()
		from software_product p
		join (select product_id, count(*)::int as count from software_seat where released_at is null group by 1) used
			on used.product_id = p.id
		where p.licensed`;
}

const nightAfter = (day: string | null) =>
	new Date(Date.parse(`${day}T00:00:00Z`) + 25 * 3_600_000);
