import * as v from 'valibot';
import { ReportProblem } from './report-problem.ts';
import { childOf, readXml, textIn, type XmlNode } from './read-xml.ts';

export type ReportSections = Record<string, unknown>;

/** What an agent sends, whichever of its two languages it speaks. */
export type AgentReport = {
	/** How it wants to be answered. */
	speaks: 'json' | 'xml';
	/** It asks whether to report, and reports nothing yet. */
	asks: boolean;
	/** The agent's own name for the device. */
	deviceId: string;
	/** Only some sections: what is absent has not changed. */
	partial: boolean;
	/** `Computer`, `Printer`, `NetworkEquipment`, … as the agent says; empty when it does not. */
	itemType: string;
	content: ReportSections;
};

const DEEPEST = 30;

const envelope = v.object({
	deviceid: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(255)),
	action: v.fallback(v.string(), 'inventory'),
	itemtype: v.fallback(v.string(), ''),
	partial: v.fallback(v.boolean(), false),
	content: v.optional(v.record(v.string(), v.unknown()))
});

/** Sections that are lists even when one thing is in them; all others are one thing. */
const ONE_THING = new Set([
	...['accesslog', 'bios', 'hardware', 'operatingsystem', 'versionprovider', 'pagecounters'],
	...['network_device', 'timezone', 'versionclient']
]);

/** Reads an unpacked report, JSON or XML by its first letter. Throws ReportProblem (400). */
export function readReport(bytes: Buffer): AgentReport {
	const first = bytes
		.subarray(0, 64)
		.toString('latin1')
		.replace(/^\u00ef\u00bb\u00bf/, '')
		.trim()[0];
	if (first === '{') return fromJson(bytes);
	if (first === '<') return fromXml(readXml(bytes));
	throw new ReportProblem(400, 'The report is neither JSON nor XML.');
}

function fromJson(bytes: Buffer): AgentReport {
	let parsed: unknown;
	try {
		parsed = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
	} catch {
		throw new ReportProblem(400, 'The JSON cannot be read.');
	}
	const result = v.safeParse(envelope, withoutNul(parsed));
	if (!result.success) throw new ReportProblem(400, 'The JSON lacks deviceid or content.');
	const { deviceid, action, itemtype, partial, content } = result.output;
	const asks = action === 'contact';
	if (!asks && !content) throw new ReportProblem(400, 'The JSON lacks deviceid or content.');
	return {
		...{ speaks: 'json', asks, deviceId: deviceid, partial },
		...{ itemType: itemtype, content: content ?? {} }
	};
}

/** PostgreSQL keeps no NUL in a text. What is nested deeper than any report is refused. */
function withoutNul(value: unknown, depth = 0): unknown {
	if (depth > DEEPEST) throw new ReportProblem(400, 'The JSON is too deep.');
	if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
	if (Array.isArray(value)) return value.map((one) => withoutNul(one, depth + 1));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, one]) => [
			key.replaceAll('\0', '').toWellFormed(),
			withoutNul(one, depth + 1)
		])
	);
}

function fromXml(request: XmlNode): AgentReport {
	if (request.name !== 'request') throw new ReportProblem(400, 'The XML is not a REQUEST.');
	const deviceId = textIn(request, 'deviceid').slice(0, 255);
	const query = textIn(request, 'query').toUpperCase();
	const content = childOf(request, 'content');
	const asks = query === 'PROLOG';
	if (!deviceId || (!asks && !content)) {
		throw new ReportProblem(400, 'The XML lacks DEVICEID or CONTENT.');
	}
	const device = childOf(content, 'device');
	return {
		...{ speaks: 'xml', asks, deviceId, partial: false },
		itemType: typeOf(textIn(childOf(device, 'info'), 'type')),
		content: device ? deviceSections(device) : sections(content)
	};
}

/** What older agents call a device that they asked over the network. */
function typeOf(said: string): string {
	const type = said.toLowerCase();
	if (type === 'printer') return 'Printer';
	return type === 'networking' ? 'NetworkEquipment' : '';
}

function sections(content: XmlNode | undefined): ReportSections {
	// A map: an element may be called as what every object has.
	const found = new Map<string, unknown>();
	for (const node of content?.children ?? []) {
		const value = valueOf(node);
		const before = found.get(node.name);
		if (ONE_THING.has(node.name)) found.set(node.name, value);
		else if (Array.isArray(before)) before.push(value);
		else found.set(node.name, [value]);
	}
	return Object.fromEntries(found);
}

/** A device asked over the network: INFO is what the newer agents call `network_device`. */
function deviceSections(device: XmlNode): ReportSections {
	const { info, ...more } = sections(device) as { info?: Record<string, unknown>[] };
	const [facts] = info ?? [];
	const ips = childOf(childOf(device, 'info'), 'ips')?.children.map(({ text }) => text.trim());
	return { ...more, network_device: { ...facts, ...(ips ? { ips } : {}) } };
}

function valueOf(node: XmlNode): unknown {
	if (node.children.length === 0) return node.text.trim();
	const found = new Map<string, unknown>();
	for (const child of node.children) {
		const value = valueOf(child);
		const before = found.get(child.name);
		if (before === undefined) found.set(child.name, value);
		else if (Array.isArray(before)) before.push(value);
		else found.set(child.name, [before, value]);
	}
	return Object.fromEntries(found);
}
