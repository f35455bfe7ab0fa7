import { certificateNumber } from '$lib/training/certificate-number.ts';
import { getCertificate } from '$lib/server/training/evidence/find-certificate.ts';
import { openBadge } from '$lib/server/training/evidence/open-badge.ts';
import { getPublicSettings } from '$lib/server/settings/settings.ts';
import { fileResponse } from '$lib/server/web/file-response.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The proof as an Open Badge; one that was revoked is no badge any more. */
export const GET = answering(async (event: RequestEvent) => {
	const { db } = event.locals;
	const certificate = await getCertificate(db, signedIn(event), event.params.number);
	const badge = openBadge(certificate, await getPublicSettings(db));
	return fileResponse(
		JSON.stringify(badge, null, '\t'),
		'application/ld+json',
		`${certificateNumber(certificate)}.json`
	);
});
