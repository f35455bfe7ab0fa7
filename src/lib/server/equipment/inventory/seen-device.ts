import type { SeenDevice } from '#lib/equipment/inventory/findings.ts';
import type { AgentReport, ReportSections } from './read-report.ts';

type Facts = Record<string, unknown>;

const KINDS: Record<string, SeenDevice['kind']> = {
	computer: 'computer',
	printer: 'printer',
	networkequipment: 'network'
};

/** What makers leave where a number should be. */
const NO_NUMBER =
	/^(0+|x+|-+|\.+|none|null|unknown|empty|invalid|n\/?a|undefined|default( string)?|not (specified|applicable|available|defined)|to ?be ?filled.*|system serial number|chassis serial number|serial number|o\.?e\.?m\.?|123456789|0123456789|1234567890|f{8}-?(f{4}-?){3}f{12}|0{8}-?(0{4}-?){3}0{12}|03000200-0400-0500-0006-000700080009)$/i;

const one = (value: unknown): Facts =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Facts) : {};

const many = (value: unknown): Facts[] => (Array.isArray(value) ? value : [value]).map(one);

function text(value: unknown, most = 200): string {
	if (typeof value !== 'string' && typeof value !== 'number') return '';
	return String(value).trim().slice(0, most);
}

function number(value: unknown): number | null {
	const found = typeof value === 'number' ? value : Number.parseFloat(text(value));
	return Number.isFinite(found) && found > 0 ? found : null;
}

/** A serial number or UUID as reported, or nothing when the maker left it out. */
export function realNumber(value: unknown): string {
	const said = text(value);
	return NO_NUMBER.test(said) ? '' : said;
}

/** What a report says of a device, in our words and units; the whole report when only parts came is the caller's. */
export function seenIn(report: Pick<AgentReport, 'itemType' | 'content'>): SeenDevice {
	const { content } = report;
	const device = one(content.network_device);
	if (Object.keys(device).length > 0) return seenOnNetwork(report, device);
	const [bios, hardware, system] = [content.bios, content.hardware, content.operatingsystem].map(
		one
	);
	return {
		kind: 'computer',
		name: text(hardware?.name),
		maker: text(bios?.smanufacturer) || text(bios?.mmanufacturer) || text(bios?.bmanufacturer),
		model: text(bios?.smodel) || text(bios?.mmodel),
		serial: realNumber(bios?.ssn) || realNumber(bios?.msn),
		machineUuid: realNumber(hardware?.uuid).toLowerCase(),
		user: userOf(content, hardware ?? {}),
		memory: memoryOf(content, hardware ?? {}),
		disks: disksOf(content),
		addresses: addressesOf(content),
		system: text(system?.full_name) || text(hardware?.osname) || text(system?.name)
	};
}

function seenOnNetwork(
	{ itemType, content }: Pick<AgentReport, 'itemType' | 'content'>,
	device: Facts
): SeenDevice {
	const type = (itemType || text(device.type))
		.toLowerCase()
		.replace(/^networking$/, 'networkequipment');
	const ips = Array.isArray(device.ips) ? device.ips.map((ip) => text(ip)) : [text(device.ips)];
	const [firmware] = many(content.firmwares);
	return {
		kind: KINDS[type] ?? 'other',
		name: text(device.name),
		maker: text(device.manufacturer),
		model: text(device.model),
		serial: realNumber(device.serial),
		machineUuid: realNumber(device.uuid).toLowerCase(),
		user: '',
		memory: number(device.ram) ?? number(device.memory),
		disks: [],
		addresses: outside(ips),
		system: text(device.firmware) || text(firmware?.version)
	};
}

/** The last one who signed in; agents of the older kind name those who are signed in now. */
function userOf(content: ReportSections, hardware: Facts): string {
	return (
		text(hardware.lastloggeduser) || text(many(content.users)[0]?.login) || text(hardware.userid)
	);
}

/** What the modules hold together; a system reports less, and less after each update of its kernel. */
function memoryOf(content: ReportSections, hardware: Facts): number | null {
	const modules = many(content.memories).map((slot) => number(slot.capacity) ?? 0);
	const sum = modules.reduce((all, size) => all + size, 0);
	return sum > 0 ? sum : number(hardware.memory);
}

/** Fixed disks in gigabytes, largest first; sticks and discs come and go. */
function disksOf(content: ReportSections): number[] {
	return many(content.storages)
		.filter((disk) => {
			const words = [disk.type, disk.interface, disk.description]
				.map((word) => text(word))
				.join(' ');
			return !/usb|removable|cd|dvd|optical|card|floppy/i.test(words);
		})
		.flatMap((disk) => number(disk.disksize) ?? [])
		.map((megabytes) => Math.round(megabytes / 1000))
		.filter((size) => size > 0)
		.sort((a, b) => b - a)
		.slice(0, 32);
}

function addressesOf(content: ReportSections): string[] {
	return outside(many(content.networks).map((network) => text(network.ipaddress)));
}

const outside = (addresses: string[]) =>
	[...new Set(addresses)]
		.filter((ip) => ip && !ip.startsWith('127.') && ip !== '0.0.0.0')
		.slice(0, 20);
