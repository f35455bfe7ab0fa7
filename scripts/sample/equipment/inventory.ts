import type { Site } from '#lib/server/equipment/inventory/site-of-token.ts';
import { markGone } from '#lib/server/equipment/inventory/mark-gone.ts';
import { addSite } from '#lib/server/equipment/inventory/sites.ts';
import { takeReport } from '#lib/server/equipment/inventory/take-report.ts';
import { takeSoftware } from '#lib/server/software/installations/take-software.ts';
import { softwareOn, type Reported } from '../reported-software.ts';
import { sampleRows, type SampleRow } from '../sample-csv.ts';
import { found, type Town } from '../sample-town.ts';
import { once, type Beginning, type Story } from '../timeline.ts';

const DAY = 86_400_000;

/** The site of the town house: what reports from there agrees with the register, but for five devices. */
export function inventoryStories(town: Town, now: Date): Beginning[] {
	const before = (days: number) => new Date(now.getTime() - days * DAY);
	return [
		{ at: before(80), story: townHouse(town, now) },
		{ at: before(1), story: once(() => markGone(town)) }
	];
}

async function* townHouse(town: Town, now: Date): Story {
	const { db, clock } = town;
	const agent = await town.actor(town.who('agent@linn.example'));
	const placeId = found(town.places.get('linnamaja'), 'place linnamaja');
	const { id } = await addSite(db, agent, { name: 'Linnamaja sisevõrk', placeId }, clock);
	const site = { id, placeId };
	const laptops = sampleRows('equipment', now).filter(
		({ category, state, holder, serial }) =>
			category === 'laptop' && state === 'in_use' && holder && serial
	);
	const here = laptops.filter(({ place }) => place === 'linnamaja').slice(4, 28);
	const [stranger, upgraded, silent, ...others] = here;
	const [elsewhere] = laptops.filter(({ place }) => place === 'raekoda').slice(4);
	if (!stranger || !upgraded || !silent || !elsewhere) throw new Error('The sample lacks laptops.');
	for (const row of [...others, stranger, upgraded, silent]) await report(town, site, row);
	const colleague = others[0]?.holder ?? '';
	for (const daysAgo of [4, 3, 2]) {
		yield new Date(now.getTime() - daysAgo * DAY);
		for (const row of others) await report(town, site, row);
		await report(town, site, stranger, { user: colleague });
		await report(town, site, upgraded, { memory: 32_768 });
		await report(town, site, elsewhere);
		await report(town, site, { serial: 'PF4X9K2Z', model: 'ThinkPad T14 Gen 3' });
	}
}

/** What a report says that the register does not. */
type Unusual = { user?: string; memory?: number; software?: Reported[] };

/** Sends what the agent of a computer reports now, with its software. */
export function report(town: Town, site: Site, row: Partial<SampleRow>, unusual: Unusual = {}) {
	const { serial = '', model = '', inventory_number: number = '' } = row;
	const user = (unusual.user ?? row.holder ?? '').split('@')[0];
	return takeReport(
		town.db,
		site,
		{
			...{ speaks: 'json', asks: false, partial: false, itemType: 'Computer' },
			deviceId: `${number || serial}-2025-09-01-08-00-00`.toLowerCase(),
			content: {
				bios: {
					smanufacturer: model.split(' ')[0] === 'ThinkPad' ? 'LENOVO' : '',
					smodel: model,
					ssn: serial
				},
				hardware: {
					name: (number || serial).toLowerCase(),
					lastloggeduser: user ? `LINN\\${user}` : '',
					memory: unusual.memory ?? 16_384
				},
				operatingsystem: { full_name: 'Microsoft Windows 11 Pro' },
				storages: [{ disksize: 512_110, model: 'NVMe 512GB' }],
				networks: [{ ipaddress: `10.20.4.${(Number(number.slice(-2)) % 200) + 20}` }],
				softwares: [...softwareOn(row, town.clock.now()), ...(unusual.software ?? [])]
			}
		},
		town.clock,
		takeSoftware
	);
}
