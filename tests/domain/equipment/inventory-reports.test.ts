import { readFileSync } from 'node:fs';
import { deflateSync, gzipSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/people/actor.ts';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { receiveReport } from '#lib/server/equipment/inventory/receive-report.ts';
import { addSite, listSites, revokeSite } from '#lib/server/equipment/inventory/sites.ts';
import { inventoryDevice, inventoryFinding } from '#lib/server/equipment/inventory/tables.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const folder = '../shared/data/inventory';
const sample = (name: string) => readFileSync(`${folder}/${name}.json`);
let test: TestDatabase;
let town: SmallTown;
let agent: Actor;
let token: string;

beforeAll(async () => {
	test = await testDatabase({ max: 12 });
	town = await smallTown(test.db);
	agent = actorOf(await town.addPerson('Agent'), withRole('agent'));
	({ token } = await addSite(test.db, agent, { name: 'Raekoda', placeId: null }, clock));
});
afterAll(() => test.close());

type Sent = { type?: string; authorization?: string | null };
function send(
	body: string | Uint8Array<ArrayBuffer>,
	{ type = 'application/json', authorization }: Sent = {}
) {
	const headers = new Headers({ 'content-type': type });
	const said = authorization === undefined ? `Bearer ${token}` : authorization;
	if (said) headers.set('authorization', said);
	const { body: stream } = new Response(body);
	return receiveReport(test.db, { headers, body: stream }, '192.0.2.1', clock);
}
const device = async (deviceId: string) => {
	const [found] = await test.db
		.select()
		.from(inventoryDevice)
		.where(eq(inventoryDevice.deviceId, deviceId));
	return found;
};
const register = (serial: string, more: object = {}) =>
	registerItem(
		test.db,
		systemActor,
		{ inventoryNumber: `KM-${serial}`, category: 'laptop', model: 'XPS 13', serial, ...more },
		clock
	);

/** What the older agents would have said of the first sample. */
const older = (
	deviceId = 'glpixps-xml',
	prolog = '<?xml version="1.0" encoding="UTF-8"?>'
) => `${prolog}
<REQUEST>
	<CONTENT>
		<BIOS><SMANUFACTURER>Dell Inc.</SMANUFACTURER><SMODEL>XPS 13 9350</SMODEL><SSN>640hp72</SSN></BIOS>
		<HARDWARE><NAME>glpixps</NAME><MEMORY>7800</MEMORY><UUID>4C4C4544-0034-3010-8048-B6C04F503732</UUID>
			<LASTLOGGEDUSER>root</LASTLOGGEDUSER></HARDWARE>
		<MEMORIES><CAPACITY>4096</CAPACITY></MEMORIES>
		<MEMORIES><CAPACITY>4096</CAPACITY></MEMORIES>
		<STORAGES><DISKSIZE>256060</DISKSIZE><MODEL>PM951 &amp; more</MODEL></STORAGES>
		<SOFTWARES><NAME>gitg</NAME></SOFTWARES>
		<VERSIONCLIENT>FusionInventory-Agent_v2.5.2</VERSIONCLIENT>
	</CONTENT>
	<DEVICEID>${deviceId}</DEVICEID>
	<QUERY>INVENTORY</QUERY>
</REQUEST>`;

describe('a report', () => {
	it('of each sample is taken and finds its record by serial number, in whatever case', async () => {
		const laptop = await register('640hp72');
		const printer = await register('phcvn191tg', { category: 'printer' });
		const chassis = await register('ssi1912014b', { category: 'network' });
		for (const name of ['computer_1', 'printer_1', 'networkequipment_1']) {
			expect(await send(sample(name))).toEqual({ status: 200, speaks: 'json', asks: false });
		}
		expect(await device('glpixps-2018-07-09-09-07-13')).toMatchObject({
			itemId: laptop.id,
			machineUuid: '4c4c4544-0034-3010-8048-b6c04f503732',
			seen: { kind: 'computer', memory: 8192, disks: [256], model: 'XPS 13 9350', user: 'root' }
		});
		expect(await device('NPIF2BE10-2020-12-31-11-28-51')).toMatchObject({
			itemId: printer.id,
			seen: { kind: 'printer', maker: 'Hewlett-Packard', addresses: ['10.59.29.175'] }
		});
		expect(await device('foo')).toMatchObject({ itemId: chassis.id, seen: { kind: 'network' } });
	});

	it('of parts keeps what it does not speak of', async () => {
		await send(sample('computer_1_partial_softs'));
		const found = await device('glpixps-2018-07-09-09-07-13');
		const { content } = found?.report as { content: Record<string, { name: string }[]> };
		const { content: sent } = JSON.parse(sample('computer_1_partial_softs').toString()) as {
			content: { softwares: unknown[] };
		};
		expect(content.softwares).toEqual(sent.softwares);
		expect(content.storages).toHaveLength(1);
		expect(found?.seen).toMatchObject({ memory: 8192, disks: [256] });
	});

	it('in the XML of the older agents says the same, plain, gzip and zlib', async () => {
		const same = (await device('glpixps-2018-07-09-09-07-13'))?.itemId;
		const bodies = {
			plain: older('plain'),
			gzip: gzipSync(older('gzip')),
			zlib: deflateSync(older('zlib'))
		};
		for (const [name, body] of Object.entries(bodies)) {
			const type = name === 'plain' ? 'application/xml' : `application/x-compress-${name}`;
			expect(await send(body, { type })).toEqual({ status: 200, speaks: 'xml', asks: false });
			expect(await device(name)).toMatchObject({
				itemId: same,
				seen: { serial: '640hp72', memory: 8192, disks: [256] }
			});
		}
	});

	it('in ISO-8859-1 keeps its letters', async () => {
		const xml = older('latin', '<?xml version="1.0" encoding="ISO-8859-1"?>').replace(
			'glpixps<',
			'Õunapuu<'
		);
		await send(Buffer.from(xml, 'latin1'), { type: 'text/xml' });
		expect(await device('latin')).toMatchObject({ name: 'Õunapuu' });
	});

	it('is asked for when an agent asks, and keeps nothing then', async () => {
		const ask = '<REQUEST><DEVICEID>asks</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>';
		expect(await send(ask, { type: 'application/xml' })).toMatchObject({
			speaks: 'xml',
			asks: true
		});
		expect(await send('{"deviceid":"asks","action":"contact"}')).toMatchObject({ asks: true });
		expect(await device('asks')).toBeUndefined();
	});

	it('without a real number fits nothing: makers leave words there', async () => {
		await register('To be filled by O.E.M.');
		for (const [index, serial] of ['To be filled by O.E.M.', '0', 'None', ''].entries()) {
			const content = {
				bios: { ssn: serial },
				hardware: { uuid: '00000000-0000-0000-0000-000000000000' }
			};
			await send(JSON.stringify({ deviceid: `words-${index}`, content }));
			expect(await device(`words-${index}`)).toMatchObject({
				itemId: null,
				serial: '',
				machineUuid: ''
			});
		}
	});

	it('whose serial number and UUID name two records fits neither', async () => {
		await register('A-1');
		await register('A-2', { machineUuid: '11111111-2222-3333-4444-555555555555' });
		const content = {
			bios: { ssn: 'a-1' },
			hardware: { uuid: '11111111-2222-3333-4444-555555555555' }
		};
		await send(JSON.stringify({ deviceid: 'two', content }));
		expect(await device('two')).toMatchObject({ itemId: null });
	});

	it('of five hundred at once: each is kept once, and one device has one row', async () => {
		const body = (number: number) => {
			const content = {
				bios: { ssn: `MANY-${number}` },
				hardware: { name: `pc-${number}`, note: 'a\0b' }
			};
			return JSON.stringify({ deviceid: `many-${number % 480}`, content });
		};
		const answers = await Promise.all(
			Array.from({ length: 500 }, (_, number) => send(body(number)))
		);
		expect(answers.every(({ status }) => status === 200)).toBe(true);
		const rows = await test.sql`select 1 from inventory_device where device_id like 'many-%'`;
		expect(rows).toHaveLength(480);
		const [twice] = await test.db
			.select({ times: inventoryFinding.times })
			.from(inventoryFinding)
			.innerJoin(inventoryDevice, eq(inventoryDevice.id, inventoryFinding.deviceRowId))
			.where(eq(inventoryDevice.deviceId, 'many-3'));
		expect(twice?.times).toBe(2);
	}, 60_000);
});

describe('what is no report', () => {
	it('is not taken without the token of a site, and is told nothing', async () => {
		const basic = (password: string) =>
			`Basic ${Buffer.from(`agent:${password}`).toString('base64')}`;
		expect(await send(sample('printer_1'), { authorization: basic(token) })).toMatchObject({
			status: 200
		});
		for (const authorization of [null, '', 'Bearer', 'Bearer wrong', basic('wrong'), 'Digest x']) {
			expect(await send(sample('printer_1'), { authorization })).toEqual({ status: 401 });
		}
		const old = await addSite(test.db, agent, { name: 'Vana', placeId: town.hall }, clock);
		const said = { authorization: `Bearer ${old.token}` };
		expect(await send(sample('printer_1'), said)).toMatchObject({ status: 200 });
		await revokeSite(test.db, agent, { siteId: old.id }, clock);
		expect(await send(sample('printer_1'), said)).toEqual({ status: 401 });
	});

	it('is refused when it is hostile', async () => {
		const lol = `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(100)}">]>`;
		const file = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
		for (const doctype of [lol, file]) {
			const xml = older('hostile', doctype).replace('glpixps<', '&b;&x;<');
			expect(await send(xml, { type: 'application/xml' })).toMatchObject({ status: 400 });
		}
		const deep = `<REQUEST>${'<A>'.repeat(100)}`;
		expect(await send(deep, { type: 'application/xml' })).toMatchObject({ status: 400 });
		const nested = `{"deviceid":"hostile","content":{"a":${'['.repeat(100)}${']'.repeat(100)}}}`;
		expect(await send(nested)).toMatchObject({ status: 400 });
		expect(await device('hostile')).toBeUndefined();
	});

	it('is read in time however often one element comes, and whatever it is called', async () => {
		const many = '<A/>'.repeat(400_000);
		const body = (deviceId: string, inside: string) =>
			`<REQUEST><CONTENT>${inside}</CONTENT><DEVICEID>${deviceId}</DEVICEID></REQUEST>`;
		const began = Date.now();
		for (const [n, inside] of [many, `<BIOS>${many}</BIOS>`].entries()) {
			const sent = await send(deflateSync(body(`many-${n}`, inside)), { type: 'application/xml' });
			expect(sent).toMatchObject({ status: 200 });
		}
		expect(Date.now() - began).toBeLessThan(30_000);
		const odd = '<constructor/><__proto__><ssn>X</ssn></__proto__><BIOS><SSN>ODD-1</SSN></BIOS>';
		expect(await send(body('odd', odd), { type: 'text/xml' })).toMatchObject({ status: 200 });
		expect(await device('odd')).toMatchObject({ serial: 'ODD-1' });
	}, 60_000);

	it('is refused when it is too large, as sent or unpacked', async () => {
		const bomb = Buffer.alloc(61 * 1024 * 1024, 32);
		for (const packed of [gzipSync(bomb), deflateSync(bomb)]) {
			expect(await send(packed)).toMatchObject({ status: 413 });
		}
		expect(await send(Buffer.alloc(10 * 1024 * 1024 + 1, 32))).toMatchObject({ status: 413 });
	}, 30_000);

	it('is refused by its type or its words', async () => {
		expect(await send(sample('printer_1'), { type: 'text/html' })).toMatchObject({ status: 415 });
		expect(await send('{"deviceid":"x"}')).toMatchObject({ status: 400 });
		expect(await send('{"content":{}}')).toMatchObject({ status: 400 });
		expect(await send('{')).toMatchObject({ status: 400 });
		expect(await send('hello')).toMatchObject({ status: 400 });
		expect(await send(gzipSync('{}').subarray(0, 12))).toMatchObject({ status: 400 });
		expect(await send('<html></html>', { type: 'text/xml' })).toMatchObject({ status: 400 });
	});
});

describe('sites', () => {
	it('are kept by the desk of the whole town; their tokens are not', async () => {
		const limited = actorOf(await town.addPerson('Limited'), withRole('agent', [town.group.id]));
		const auditor = actorOf(await town.addPerson('Auditor'), withRole('auditor'));
		for (const actor of [limited, auditor]) {
			const site = { name: 'Minu', placeId: null };
			expect(await refusalOf(addSite(test.db, actor, site, clock))).toMatch(/^Forbidden/);
			expect(await refusalOf(listSites(test.db, actor))).toMatch(/^Forbidden/);
		}
		expect(await refusalOf(addSite(test.db, agent, { name: ' ', placeId: null }, clock))).toBe(
			'Invalid errors_required'
		);
		const sites = await listSites(test.db, agent);
		expect(sites.at(0)).toMatchObject({ name: 'Raekoda', lastUsedAt: townNow, revokedAt: null });
		expect(sites.at(-1)).toMatchObject({ name: 'Vana', revokedAt: townNow });
		const rows = await test.sql`select row_to_json(s)::text as text from inventory_site s`;
		expect(rows.map(({ text }) => String(text)).join()).not.toContain(token);
	});
});
