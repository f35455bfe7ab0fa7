import { and, eq, isNull } from 'drizzle-orm';
import { systemActor } from '#lib/people/actor.ts';
import type { LicenceMetric } from '#lib/software/seat-states.ts';
import { findItemsByNumber } from '#lib/server/equipment/find-by-number.ts';
import { addLicenceFile } from '#lib/server/software/licences/licence-files.ts';
import { orderLicence } from '#lib/server/software/licences/order-licence.ts';
import { saveLicence } from '#lib/server/software/licences/save-licence.ts';
import { askHolders } from '#lib/server/software/reclaim/ask-holders.ts';
import { keepSeat } from '#lib/server/software/reclaim/keep-seat.ts';
import { proposeReclaim } from '#lib/server/software/reclaim/propose-reclaim.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { isoDay } from '#lib/format/moments.ts';
import { morning, type Registers } from './load-registers.ts';
import { sampleRows, type SampleRow } from './sample-csv.ts';
import { found, type Town } from './sample-town.ts';
import { once, type Beginning, type Story } from './timeline.ts';

const DAY = 86_400_000;

/** Enters what had been bought when the portal began. */
export async function loadLicences(
	town: Town,
	registers: Registers,
	begin: Date,
	now: Date
): Promise<void> {
	for (const row of sampleRows('licences', now)) {
		if (beginsOn(row) <= begin) await enter(town, registers, row);
	}
}

/** What was bought since, what is on order; seats of devices; seats that nobody uses. */
export function licenceStories(
	town: Town,
	registers: Registers,
	begin: Date,
	now: Date
): Beginning[] {
	const { db, clock } = town;
	const product = (slug = '') => found(registers.products.get(slug), `product ${slug}`);
	const ago = (days: number) => new Date(now.getTime() - days * DAY);
	const bought = sampleRows('licences', now)
		.filter((row) => beginsOn(row) > begin)
		.map((row) => {
			const from = beginsOn(row);
			// What begins in the future is known today.
			return { at: from > now ? ago(14) : from, story: once(() => enter(town, registers, row)) };
		});
	const onDevices = sampleRows('device-seats', now).map((row) => {
		const take = async () => {
			const [itemId] = (await findItemsByNumber(db, [row.item ?? ''])).values();
			if (!itemId) return;
			await takeSeat(db, systemActor, { productId: product(row.product), itemId }, clock);
		};
		return { at: morning(row.taken_on, 11), story: once(take) };
	});
	const order = () =>
		orderLicence(
			db,
			systemActor,
			{
				...{ productId: product('projektijuhtimine'), metric: 'person', quantity: 5 },
				approvedById: town.who('manager@linn.example').id,
				...{ reference: 'TEL-2026-94', priceCents: 53_500, reseller: 'Atea' }
			},
			clock
		);
	return [
		...bought,
		...onDevices,
		{ at: ago(4), story: once(order) },
		{ at: ago(30), story: unused(town, product('kujundus'), now) }
	];
}

const beginsOn = (row: SampleRow): Date => morning(row.valid_from, 5);

/** One licence; that of the programs for PDF has its agreement. */
async function enter({ db, clock }: Town, registers: Registers, row: SampleRow): Promise<void> {
	const licence = {
		productId: found(registers.products.get(row.product ?? ''), `product ${row.product}`),
		metric: row.metric as LicenceMetric,
		quantity: row.quantity ? Number(row.quantity) : null,
		...{ validFrom: row.valid_from ?? '', validUntil: row.valid_until || null },
		...{ reference: row.reference, reseller: row.reseller, note: row.note },
		priceCents: row.price ? Math.round(Number(row.price) * 100) : null
	};
	const { id: licenceId } = await saveLicence(db, systemActor, licence, clock);
	if (row.product !== 'pdf-toimetaja') return;
	const file = new File([`${row.reference}\n`], `${row.reference}.txt`);
	await addLicenceFile(db, systemActor, { licenceId, file }, clock);
}

/** Seats of a product are found unused; all holders are asked, one keeps it, the others have not answered. */
async function* unused(town: Town, productId: string, now: Date): Story {
	const { db, clock } = town;
	await proposeReclaim({ db, clock }, {});
	yield new Date(now.getTime() - 6 * DAY);
	const agent = await town.actor(town.who('agent@linn.example'));
	const proposed = await db
		.select({ id: softwareSeat.id, personId: softwareSeat.personId })
		.from(softwareSeat)
		.where(
			and(
				eq(softwareSeat.productId, productId),
				eq(softwareSeat.state, 'reclaim_proposed'),
				isNull(softwareSeat.releasedAt)
			)
		)
		.orderBy(softwareSeat.id);
	const asked = proposed.slice(0, 2);
	await askHolders(db, agent, { seatIds: asked.map(({ id }) => id) }, clock);
	yield new Date(now.getTime() - 3 * DAY);
	const [first] = asked;
	const holder = town.byId(first?.personId ?? '');
	if (!first || !holder) return;
	const until = isoDay(new Date(now.getTime() + 120 * DAY));
	const why = 'Kevadel tuleb linnalehe erinumber.';
	await keepSeat(db, await town.actor(holder), { seatId: first.id, until, why }, clock);
}
