import { isLocale } from '$lib/i18n/localized.ts';
import { certificateNumber } from '$lib/training/certificate-number.ts';
import { certificatePdf } from '$lib/server/training/evidence/certificate-pdf.ts';
import { getCertificate } from '$lib/server/training/evidence/find-certificate.ts';
import { getPublicSettings } from '$lib/server/settings/settings.ts';
import { fileResponse } from '$lib/server/web/file-response.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

export const GET = answering(async (event: RequestEvent) => {
	const { db, locale } = event.locals;
	const certificate = await getCertificate(db, signedIn(event), event.params.number);
	const asked = event.url.searchParams.get('language');
	const settings = await getPublicSettings(db);
	const pdf = await certificatePdf(certificate, settings, isLocale(asked) ? asked : locale);
	return fileResponse(pdf, 'application/pdf', `${certificateNumber(certificate)}.pdf`);
});
