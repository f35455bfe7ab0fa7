import { isoDay } from '$lib/format/moments.ts';
import { listOwnCertificates } from '$lib/server/training/evidence/find-certificate.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const certificates = await listOwnCertificates(event.locals.db, signedIn(event));
	return { certificates, today: isoDay(event.locals.clock.now()) };
};
