import type { Content } from 'pdfmake';
import { formatDate, formatTime } from '#lib/format/dates.ts';
import { localize } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { makePdf } from '#lib/server/files/pdf.ts';
import { removalWordIn } from '#lib/access/reviews/review-words.ts';
import type { StandCounts } from './count-lines.ts';
import type { ReviewReport } from './read-report.ts';

/** Papers of the town are in Estonian, like its acts. */
const et = { locale: 'et' } as const;

const day = (iso: string | Date) => formatDate(iso, 'et');

/**
 * The report of a round as a paper: its numbers by unit and by system, who answered, every removal with how far it is,
 * and at the end who signed it, when, and the sum of the answers. Made of nothing but what is given.
 */
export function reportPdf(
	report: ReviewReport,
	{ signedBy, at }: { signedBy: string; at: Date }
): Promise<Buffer> {
	const { campaign, counts, removals, sha256 } = report;
	const organisation = localize(report.organisation, 'et');
	return makePdf({
		title: m.reviews_pdf_title({ name: campaign.name }, et),
		language: 'et',
		at,
		landscape: true,
		foot: `${organisation}. ${campaign.name}. SHA-256 ${sha256}`,
		content: [
			{ text: organisation, style: 'quiet' },
			{ text: m.reviews_pdf_title({ name: campaign.name }, et), style: 'title' },
			{
				table: { widths: [180, '*'], body: factsOf(report) },
				layout: 'lightHorizontalLines'
			},
			heading(m.reviews_pdf_numbers({}, et)),
			countTable(m.reviews_pdf_all({}, et), [{ name: campaign.name, ...counts }]),
			heading(m.reviews_pdf_by_unit({}, et)),
			countTable(m.reviews_col_unit({}, et), named(report.units)),
			heading(m.reviews_pdf_by_system({}, et)),
			countTable(m.reviews_col_what({}, et), named(report.systems)),
			heading(m.reviews_pdf_reviewers({}, et)),
			reviewerTable(report),
			heading(m.reviews_pdf_removals({ count: removals.length }, et)),
			removals.length > 0 ? removalTable(report) : { text: m.reviews_pdf_no_removals({}, et) },
			heading(m.reviews_pdf_signature({}, et)),
			{
				text: m.reviews_pdf_signed(
					{ name: signedBy, day: day(at), time: formatTime(at, 'et') },
					et
				),
				bold: true
			},
			{
				text: `${m.reviews_pdf_sum({}, et)}: ${sha256}`,
				style: ['small', 'quiet'],
				margin: [0, 6, 0, 0]
			}
		]
	});
}

const heading = (text: string): Content => ({ text, style: 'heading' });

const named = (rows: ReviewReport['units']) =>
	rows.map(({ name, ...row }) => ({ ...row, name: localize(name, 'et') }));

function factsOf({ campaign, about, counts }: ReviewReport): Content[][] {
	const row = (label: string, value: string): Content[] => [{ text: label, style: 'quiet' }, value];
	const from = campaign.openedAt ? day(campaign.openedAt) : day(campaign.opensOn);
	return [
		row(m.reviews_field_scope({}, et), about ? localize(about, 'et') : m.reviews_scope_all({}, et)),
		row(m.reviews_pdf_open_from({}, et), `${from} – ${day(campaign.dueOn)}`),
		row(
			m.reviews_pdf_asked({}, et),
			m.reviews_size_held({ people: counts.people, rights: counts.rights, seats: counts.seats }, et)
		)
	];
}

type Named = StandCounts & { name: string };

const headRow = (texts: string[]) => texts.map((text) => ({ text, style: ['small', 'quiet'] }));

function countTable(first: string, rows: readonly Named[]): Content {
	const right = (value: number) => ({ text: String(value), alignment: 'right' as const });
	return {
		table: {
			headerRows: 1,
			dontBreakRows: true,
			widths: ['*', 60, 60, 60, 60, 70, 70],
			body: [
				headRow([
					first,
					m.reviews_col_lines({}, et),
					m.reviews_stand_keep({}, et),
					m.reviews_stand_remove({}, et),
					m.reviews_stand_unknown({}, et),
					m.reviews_stand_none({}, et),
					m.reviews_stand_over({}, et)
				]),
				...rows.map(({ name, lines, keep, remove, unknown, none, over }) => [
					name,
					...[lines, keep, remove, unknown, none, over].map(right)
				])
			]
		},
		layout: 'lightHorizontalLines'
	};
}

function reviewerTable({ reviewers }: ReviewReport): Content {
	return {
		table: {
			headerRows: 1,
			dontBreakRows: true,
			widths: ['*', 60, 60, 60, 130, '*'],
			body: [
				headRow([
					m.reviews_col_reviewer({}, et),
					m.reviews_col_people({}, et),
					m.reviews_col_lines({}, et),
					m.reviews_stand_none({}, et),
					m.reviews_pdf_finished({}, et),
					m.reviews_col_escalated({}, et)
				]),
				...reviewers.map((one) => [
					one.name,
					String(one.people),
					String(one.lines),
					String(one.none),
					one.finishedAt ? day(one.finishedAt) : m.reviews_pdf_not_finished({}, et),
					one.escalatedTo ?? ''
				])
			]
		},
		layout: 'lightHorizontalLines'
	};
}

function removalTable({ removals }: ReviewReport): Content {
	return {
		table: {
			headerRows: 1,
			dontBreakRows: true,
			widths: [110, '*', '*', 100, 80, 80],
			body: [
				headRow([
					m.reviews_col_person({}, et),
					m.reviews_col_unit({}, et),
					m.reviews_col_what({}, et),
					m.reviews_col_answered_by({}, et),
					m.reviews_col_remove_by({}, et),
					m.reviews_col_removal({}, et)
				]),
				...removals.map((one) => [
					one.person,
					localize(one.unit, 'et'),
					{
						stack: [
							{ text: localize(one.what, 'et') },
							...(one.comment ? [{ text: one.comment, style: 'small' }] : [])
						]
					},
					one.by ?? '',
					day(one.dueOn),
					removalWordIn(one.stand, 'et')
				])
			]
		},
		layout: 'lightHorizontalLines'
	};
}
