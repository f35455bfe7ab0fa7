import { isoDay } from '$lib/format/moments.ts';
import { m } from '$lib/paraglide/messages.js';
import { countLookup } from '$lib/server/auth/attempt-limits.ts';
import { verifyCertificate } from '$lib/server/training/evidence/find-certificate.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, getClientAddress, setHeaders }) => {
	const { db, clock } = locals;
	const asked = { number: params.number.slice(0, 40), today: isoDay(clock.now()) };
	const seconds = await countLookup(db, getClientAddress());
	if (seconds !== undefined) {
		setHeaders({ 'retry-after': String(seconds) });
		const problem = m.auth_wait_minutes({ minutes: Math.ceil(seconds / 60) });
		return { ...asked, found: null, problem };
	}
	const found = (await verifyCertificate(db, params.number)) ?? null;
	return { ...asked, found, problem: found ? '' : m.evidence_verify_unknown() };
};
