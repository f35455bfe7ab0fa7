import type { Content } from 'pdfmake';
import { formatDate } from '#lib/format/dates.ts';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { certificateNumber, type NumberedProof } from '#lib/training/certificate-number.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import { config } from '#lib/server/config.ts';
import { makePdf } from '#lib/server/files/pdf.ts';
import type { PublicSettings } from '#lib/server/settings/settings.ts';
import { encodeSvg } from './qr-svg.ts';
import type { Certificate } from './find-certificate.ts';

/** The address at which anybody can check a certificate. */
export const verifyAddress = (proof: NumberedProof) =>
	`${config().origin}/verify/${certificateNumber(proof)}`;

/**
 * The certificate as a paper in one language: who, what, which version, when, until when, number and QR. Bears
 * only what was kept with the completion, so it prints the same years later; a revoked one says so across its head.
 */
export function certificatePdf(
	certificate: Certificate,
	settings: Pick<PublicSettings, 'organisationName'>,
	locale: Locale
): Promise<Buffer> {
	const say = { locale };
	const number = certificateNumber(certificate);
	const organisation = localize(settings.organisationName, locale);
	const address = verifyAddress(certificate);
	return makePdf({
		title: `${m.evidence_title({}, say)} ${number}`,
		language: locale,
		at: certificate.completedAt,
		foot: `${organisation}. ${number}. SHA-256 ${certificate.hash.slice(0, 16)}`,
		content: [
			{ text: organisation, style: 'quiet', margin: [0, 0, 0, 40] },
			...(certificate.revokedAt
				? [
						{
							text: m.evidence_revoked_on(
								{
									day: formatDate(certificate.revokedAt, locale),
									reason: certificate.revokeReason
								},
								say
							),
							bold: true,
							margin: [0, 0, 0, 16] as [number, number, number, number]
						}
					]
				: []),
			{ text: m.evidence_title({}, say), style: 'title', fontSize: 28 },
			{ text: certificate.personName, fontSize: 22, margin: [0, 16, 0, 4] },
			{ text: m.evidence_has_done({}, say), margin: [0, 0, 0, 20] },
			{
				table: { headerRows: 0, widths: [130, '*'], body: factsOf(certificate, locale) },
				layout: 'lightHorizontalLines'
			},
			{
				columns: [
					{ svg: encodeSvg(address), width: 110 },
					{
						stack: [
							{ text: m.evidence_check_at({}, say), style: 'quiet' },
							{ text: address, link: address }
						],
						margin: [16, 30, 0, 0]
					}
				],
				margin: [0, 40, 0, 0]
			}
		]
	});
}

function factsOf(certificate: Certificate, locale: Locale): Content[][] {
	const say = { locale };
	const fact = (label: string, value: string): Content[] => [
		{ text: label, style: ['quiet'], margin: [0, 3, 0, 3] },
		{ text: value, margin: [0, 3, 0, 3] }
	];
	return [
		fact(m.evidence_fact_module({}, say), localize(moduleTitle(certificate.titles), locale)),
		fact(m.evidence_fact_version({}, say), certificate.version),
		fact(m.evidence_fact_done({}, say), formatDate(certificate.completedAt, locale)),
		fact(
			m.evidence_fact_valid({}, say),
			certificate.validUntil
				? formatDate(certificate.validUntil, locale)
				: m.evidence_valid_for_ever({}, say)
		),
		...(certificate.score === null
			? []
			: [fact(m.evidence_fact_score({}, say), `${certificate.score}%`)]),
		fact(m.evidence_fact_number({}, say), certificateNumber(certificate))
	];
}
