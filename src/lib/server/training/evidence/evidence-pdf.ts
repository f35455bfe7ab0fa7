import { formatDateShort } from '#lib/format/dates.ts';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { certificateNumber } from '#lib/training/certificate-number.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import { makePdf } from '#lib/server/files/pdf.ts';
import type { PublicSettings } from '#lib/server/settings/settings.ts';
import type { EvidenceRow } from './evidence-pack.ts';

/** The proofs as a table on paper: what was asked, when it was taken out, and one line a completion. */
export function evidencePdf(
	rows: readonly EvidenceRow[],
	about: { question: string; at: Date; settings: Pick<PublicSettings, 'organisationName'> },
	locale: Locale
): Promise<Buffer> {
	const organisation = localize(about.settings.organisationName, locale);
	const head = [
		m.evidence_fact_number(),
		m.evidence_col_person(),
		m.evidence_fact_module(),
		m.evidence_fact_version(),
		m.evidence_fact_done(),
		m.evidence_fact_valid(),
		m.evidence_fact_score()
	].map((text) => ({ text, bold: true }));
	const lines = rows.map((row) => [
		certificateNumber(row) + (row.revokedAt ? ` (${m.evidence_revoked()})` : ''),
		row.personName,
		localize(moduleTitle(row.moduleTitles), locale),
		row.version,
		formatDateShort(row.completedAt, locale),
		row.validUntil ? formatDateShort(row.validUntil, locale) : '',
		row.score === null ? '' : `${row.score}%`
	]);
	return makePdf({
		title: m.evidence_pack_title(),
		language: locale,
		at: about.at,
		landscape: true,
		foot: `${organisation}. ${formatDateShort(about.at, locale)}`,
		content: [
			{ text: m.evidence_pack_title(), style: 'title' },
			{ text: about.question, margin: [0, 0, 0, 4] },
			{
				text: m.evidence_pack_count({ count: rows.length }),
				style: 'quiet',
				margin: [0, 0, 0, 12]
			},
			{
				table: {
					headerRows: 1,
					widths: ['auto', '*', '*', 'auto', 'auto', 'auto', 'auto'],
					body: [head, ...lines]
				},
				layout: 'lightHorizontalLines',
				fontSize: 9
			}
		]
	});
}
