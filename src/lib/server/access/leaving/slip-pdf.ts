import type { Content } from 'pdfmake';
import { formatDate } from '#lib/format/dates.ts';
import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { makePdf } from '#lib/server/files/pdf.ts';
import type { LeavingHead } from './get-leaving.ts';
import type { SlipLine } from './slip-lines.ts';

type Say = (inputs: Record<string, never>, options: { locale: Locale }) => string;

/**
 * The return slip: who leaves, what they gave back by which act, which rights ended and seats were released and what is
 * still open, with lines for two names. In Estonian, with the leaver's language beside it. The same facts give the same
 * bytes.
 */
export function slipPdf(
	head: LeavingHead,
	lines: readonly SlipLine[],
	paper: { organisation: LocalizedText; at: Date; madeBy: string }
): Promise<Buffer> {
	const languages: Locale[] = head.locale === 'et' ? ['et'] : ['et', head.locale];
	const inAll = (word: (locale: Locale) => string) => [...new Set(languages.map(word))].join(' / ');
	const say = (message: Say) => inAll((locale) => message({}, { locale }));
	const text = (value: string | LocalizedText) =>
		typeof value === 'string' ? value : inAll((locale) => localize(value, locale));
	const number = slipNumber(head);
	const organisation = localize(paper.organisation, 'et');
	const section = (title: Say, kind: SlipLine['kind']): Content[] => {
		const mine = lines.filter((line) => line.kind === kind);
		return [
			{ text: say(title), style: 'heading' },
			mine.length === 0
				? { text: say(m.leaving_slip_none), style: 'quiet' }
				: {
						table: {
							dontBreakRows: true,
							widths: [18, '*', 190],
							body: mine.map((line, n) => [
								{ text: String(n + 1), style: 'quiet' },
								{
									stack: [
										{ text: text(line.title), bold: true },
										{ text: text(line.detail), style: 'small' }
									]
								},
								line.goneAt
									? {
											text: [formatDate(line.goneAt, 'et'), line.act].filter(Boolean).join(', ')
										}
									: { text: say(m.leaving_slip_open), bold: true }
							])
						},
						layout: 'lightHorizontalLines'
					}
		];
	};
	const facts: [Say, string][] = [
		[m.leaving_slip_who, [head.name, head.position].filter(Boolean).join(', ')],
		[m.leaving_slip_unit, text(head.unitName)],
		[m.leaving_slip_day, formatDate(head.day, 'et')]
	];
	return makePdf({
		title: `${m.leaving_slip_title({}, { locale: 'et' })} ${number}`,
		language: 'et',
		at: paper.at,
		foot: `${organisation}. ${number}.`,
		content: [
			{ text: organisation, style: 'quiet' },
			{ text: say(m.leaving_slip_title), style: 'title' },
			{ text: `${number}, ${formatDate(paper.at, 'et')}`, fontSize: 13, margin: [0, 0, 0, 12] },
			{
				table: {
					widths: [150, '*'],
					body: facts.map(([label, value]) => [
						{ text: say(label), style: 'quiet', margin: [0, 3, 0, 3] },
						{ text: value, margin: [0, 3, 0, 3] }
					])
				},
				layout: 'lightHorizontalLines'
			},
			...section(m.leaving_slip_items, 'item'),
			...section(m.leaving_slip_rights, 'right'),
			...section(m.leaving_slip_seats, 'seat'),
			{ text: say(m.leaving_slip_signatures), style: 'heading' },
			signature(say(m.leaving_slip_gives), head.name),
			signature(say(m.leaving_slip_takes), paper.madeBy)
		]
	});
}

/** `TL-31`: what the paper is called. */
export const slipNumber = ({ number }: { number: number }): string => `TL-${number}`;

const signature = (role: string, name: string): Content => ({
	unbreakable: true,
	margin: [0, 8, 0, 8],
	columns: [
		{
			width: 250,
			stack: [
				{ text: role, style: 'quiet' },
				{ text: name, bold: true }
			]
		},
		{
			width: 180,
			margin: [0, 26, 0, 0],
			canvas: [{ type: 'line', x1: 0, y1: 0, x2: 180, y2: 0, lineWidth: 0.7 }]
		}
	]
});
