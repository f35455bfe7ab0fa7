import { isoDay } from '$lib/format/moments.ts';
import { verifyCertificate } from '$lib/server/training/evidence/find-certificate.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const found = await verifyCertificate(locals.db, params.number);
	return {
		number: params.number.slice(0, 40),
		found: found ?? null,
		today: isoDay(locals.clock.now())
	};
};
