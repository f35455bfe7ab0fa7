import type { Content } from 'pdfmake';
import type { ActText } from '#lib/equipment/act-text.ts';
import { factWordIn, methodWordIn, roleWordIn } from '#lib/equipment/acts/act-paper-words.ts';
import { actKindWordIn, actStateWordIn } from '#lib/equipment/acts/act-words.ts';
import { formatDate, formatTime } from '#lib/format/dates.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { makePdf } from '#lib/server/files/pdf.ts';
import { qrCode } from '#lib/server/files/qr-code.ts';
import type { ActPage, ShownSignature } from './read-act.ts';

type Say = (text: (inputs: Record<string, never>, options: { locale: Locale }) => string) => string;

/**
 * An act as a paper: its frozen words, the names put to it, a QR code to its page, and the hash of what was signed. In
 * Estonian with the other language beside it. Made of nothing but the act, so it prints the same years later; one that
 * waits has lines for pens.
 */
export function actPdf(
	paper: Pick<ActPage, 'text' | 'textHash' | 'state' | 'madeAt' | 'completedAt' | 'signatures'>,
	address: string
): Promise<Buffer> {
	const { text, textHash, state } = paper;
	const inAll = (word: (locale: Locale) => string) =>
		[...new Set(text.languages.map(word))].join(' / ');
	const say: Say = (message) => inAll((locale) => message({}, { locale }));
	return makePdf({
		title: `${actKindWordIn(text.kind, 'et')} ${text.number}`,
		language: 'et',
		at: paper.completedAt ?? paper.madeAt,
		foot: `${text.organisation}. ${text.number}. SHA-256 ${textHash}`,
		content: [
			headOf(text, address, inAll),
			...(state === 'cancelled' || state === 'refused'
				? [
						{
							text: inAll((locale) => actStateWordIn(state, locale)),
							bold: true,
							margin: [0, 0, 0, 10] as [number, number, number, number]
						}
					]
				: []),
			{
				table: { widths: [150, '*'], body: factsOf(text, say, inAll) },
				layout: 'lightHorizontalLines'
			},
			...(text.lines.length > 0
				? [{ text: say(m.acts_pdf_things), style: 'heading' }, linesOf(text, say)]
				: []),
			...(text.note
				? [{ text: text.note, margin: [0, 12, 0, 0] as [number, number, number, number] }]
				: []),
			...(text.kind === 'handover'
				? [
						{
							text: inAll((locale) => m.acts_pdf_promise({}, { locale })),
							style: 'small',
							margin: [0, 12, 0, 0] as [number, number, number, number]
						}
					]
				: []),
			...(paper.signatures.length > 0
				? [
						{ text: say(m.acts_pdf_signatures), style: 'heading' },
						...paper.signatures.map((one) => signatureOf(one, inAll))
					]
				: []),
			{
				text: `${say(m.acts_pdf_hash)}: ${textHash}`,
				style: ['small', 'quiet'],
				margin: [0, 16, 0, 0]
			}
		]
	});
}

type InAll = (word: (locale: Locale) => string) => string;

function headOf(text: ActText, address: string, inAll: InAll): Content {
	const { size, path } = qrCode(address);
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
	return {
		columns: [
			{
				width: '*',
				stack: [
					{ text: text.organisation, style: 'quiet' },
					{ text: inAll((locale) => actKindWordIn(text.kind, locale)), style: 'title' },
					{ text: `${text.number}, ${formatDate(text.day, 'et')}`, fontSize: 13 }
				]
			},
			{ width: 84, svg, fit: [84, 84] }
		],
		margin: [0, 0, 0, 14]
	};
}

function factsOf(text: ActText, say: Say, inAll: InAll): Content[][] {
	const fact = (label: string, value: string): Content[][] =>
		value
			? [
					[
						{ text: label, style: 'quiet', margin: [0, 3, 0, 3] },
						{ text: value, margin: [0, 3, 0, 3] }
					]
				]
			: [];
	const party = (one: ActText['from']) =>
		one ? [one.name, one.position, one.unit].filter(Boolean).join(', ') : '';
	const rows = [
		...fact(say(m.acts_fact_from), party(text.from)),
		...fact(say(m.acts_fact_to), party(text.to)),
		...fact(say(m.acts_fact_place), text.place),
		...text.facts.flatMap(({ label, value }) =>
			fact(
				inAll((locale) => factWordIn(label, locale)),
				value
			)
		),
		...fact(say(m.acts_fact_request), text.request)
	];
	return rows.length > 0 ? rows : fact(say(m.acts_fact_number), text.number);
}

function linesOf(text: ActText, say: Say): Content {
	const head = [
		m.acts_pdf_no,
		m.acts_col_thing,
		m.acts_col_serial,
		m.acts_col_was,
		m.acts_col_becomes
	];
	return {
		table: {
			headerRows: 1,
			dontBreakRows: true,
			widths: [18, '*', 80, 95, 95],
			body: [
				head.map((one) => ({ text: say(one), style: ['small', 'quiet'] })),
				...text.lines.map((line, n) => [
					{ text: String(n + 1) },
					{
						stack: [
							{ text: line.inventoryNumber, bold: true },
							{ text: line.title },
							...(line.note && line.note !== text.note ? [{ text: line.note, style: 'small' }] : [])
						]
					},
					{ text: line.serial, style: 'small' },
					{ text: line.was, style: 'small' },
					{ text: line.becomes, style: 'small' }
				])
			]
		},
		layout: 'lightHorizontalLines'
	};
}

function signatureOf(one: ShownSignature, inAll: InAll): Content {
	const { method } = one;
	const when = (at: Date) => `${formatDate(at, 'et')} ${formatTime(at, 'et')}`;
	const how =
		one.signedAt && method
			? `${inAll((locale) => methodWordIn(method, locale))}, ${when(one.signedAt)}`
			: one.refusedAt
				? `${inAll((locale) => m.acts_signature_refused({}, { locale }))}, ${when(one.refusedAt)}: ${one.reason}`
				: '';
	return {
		unbreakable: true,
		margin: [0, 6, 0, 6],
		columns: [
			{
				width: 250,
				stack: [
					{ text: inAll((locale) => roleWordIn(one.role, locale)), style: 'quiet' },
					{ text: one.name, bold: true },
					{ text: how, style: 'small' }
				]
			},
			one.drawing
				? { width: 180, svg: drawingSvg(one.drawing), fit: [180, 60] }
				: {
						width: 180,
						margin: [0, 26, 0, 0],
						canvas: one.signedAt
							? []
							: [{ type: 'line', x1: 0, y1: 0, x2: 180, y2: 0, lineWidth: 0.7 }]
					}
		]
	};
}

/** What a finger drew, as a picture. The path was checked when it was signed. */
const drawingSvg = (path: string): string =>
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200"><path d="${path}" fill="none" stroke="#000" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
