import { SaxesParser } from 'saxes';
import { ReportProblem } from './report-problem.ts';

/** An element with its words and what stands in it; names are in lower case, as the newer agents write them. */
export type XmlNode = { name: string; text: string; children: XmlNode[] };

const DEEPEST = 30;
const MOST_ELEMENTS = 1_000_000;

/**
 * Reads the XML of the older agents into a tree. A document type is refused at once: it could name entities and files,
 * and no agent writes one. Throws ReportProblem (400).
 */
export function readXml(bytes: Buffer): XmlNode {
	const root: XmlNode = { name: '', text: '', children: [] };
	const path = [root];
	let elements = 0;
	const parser = new SaxesParser();
	parser.on('doctype', () => {
		throw new ReportProblem(400, 'A document type is not taken.');
	});
	parser.on('error', () => {
		throw new ReportProblem(400, 'The XML cannot be read.');
	});
	parser.on('opentag', ({ name }) => {
		if (path.length > DEEPEST || ++elements > MOST_ELEMENTS) {
			throw new ReportProblem(400, 'The XML is too deep or too long.');
		}
		const node: XmlNode = { name: name.toLowerCase(), text: '', children: [] };
		path.at(-1)?.children.push(node);
		path.push(node);
	});
	const words = (text: string) => {
		const inside = path.at(-1);
		if (inside) inside.text += text;
	};
	parser.on('text', words);
	parser.on('cdata', words);
	parser.on('closetag', () => void path.pop());
	parser.write(decode(bytes)).close();
	const [document] = root.children;
	if (!document) throw new ReportProblem(400, 'The XML is empty.');
	return document;
}

/** In the encoding that the first line names; agents on old systems write ISO-8859-1. */
function decode(bytes: Buffer): string {
	const head = bytes.subarray(0, 200).toString('latin1');
	const named = /^\s*<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(head)?.[1] ?? 'utf-8';
	try {
		return new TextDecoder(named).decode(bytes);
	} catch {
		throw new ReportProblem(400, 'The encoding of the XML is not known.');
	}
}

/** The first element of this name directly inside. */
export const childOf = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
	node?.children.find((child) => child.name === name);

/** The words of the first element of this name directly inside, or nothing. */
export const textIn = (node: XmlNode | undefined, name: string): string =>
	childOf(node, name)?.text.trim() ?? '';
