import { localize } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { certificateNumber } from '#lib/training/certificate-number.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import { config } from '#lib/server/config.ts';
import type { PublicSettings } from '#lib/server/settings/settings.ts';
import { verifyAddress } from './certificate-pdf.ts';
import type { Certificate } from './find-certificate.ts';

/**
 * The proof as an Open Badges 3.0 credential (1EdTech, JSON-LD over W3C Verifiable Credentials 2.0). It bears no
 * signature of its own: `evidence` names the page of ours where anybody can check the number. Identity is the
 * person's name in plain words, the same that the certificate bears; no address of theirs leaves the portal.
 */
export function openBadge(
	certificate: Certificate,
	settings: Pick<PublicSettings, 'organisationName'>
) {
	const { locale } = certificate;
	const { origin } = config();
	const say = { locale };
	const title = localize(moduleTitle(certificate.titles), locale);
	const address = verifyAddress(certificate);
	return {
		'@context': [
			'https://www.w3.org/ns/credentials/v2',
			'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
		],
		id: address,
		type: ['VerifiableCredential', 'OpenBadgeCredential'],
		name: `${m.evidence_title({}, say)} ${certificateNumber(certificate)}`,
		issuer: {
			id: origin,
			type: ['Profile'],
			name: localize(settings.organisationName, locale),
			url: origin
		},
		validFrom: certificate.completedAt.toISOString(),
		...(certificate.validUntil ? { validUntil: `${certificate.validUntil}T23:59:59Z` } : {}),
		credentialSubject: {
			type: ['AchievementSubject'],
			identifier: [
				{
					type: 'IdentityObject',
					identityType: 'name',
					hashed: false,
					identityHash: certificate.personName
				}
			],
			achievement: {
				id: `urn:abilaud:module:${encodeURIComponent(certificate.moduleKey)}:${certificate.version}`,
				type: ['Achievement'],
				achievementType: 'Certificate',
				inLanguage: locale,
				name: title,
				description: m.evidence_badge_description({ title, version: certificate.version }, say),
				criteria: { narrative: m.evidence_badge_criteria({}, say) },
				version: certificate.version
			},
			...(certificate.score === null
				? {}
				: {
						result: [{ type: ['Result'], value: String(certificate.score) }]
					})
		},
		evidence: [{ id: address, type: ['Evidence'], name: m.evidence_check_at({}, say) }],
		credentialSchema: [
			{
				id: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json',
				type: '1EdTechJsonSchemaValidator2019'
			}
		]
	};
}
