import { error } from '@sveltejs/kit';
import { qrCode } from '$lib/server/files/qr-code.ts';
import { config } from '$lib/server/config.ts';
import { attendanceCode, secondsLeft } from '$lib/server/training/courses/attendance-code.ts';
import { getCodeSecret, getSession } from '$lib/server/training/courses/get-session.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const now = clock.now();
	const session = await getSession(db, actor, event.params.id, now);
	if (!session.people || !session.attendanceOpen) error(404);
	const code = attendanceCode(await getCodeSecret(db, actor, session.id), now);
	const address = `${config().origin}/training/courses/${session.id}/attend?code=${code}`;
	event.setHeaders({ 'cache-control': 'no-store' });
	return {
		id: session.id,
		titles: session.titles,
		code,
		qr: qrCode(address),
		seconds: secondsLeft(now),
		there: session.people.filter(({ state }) => state === 'attended').length,
		expected: session.people.filter(({ state }) => ['seated', 'attended'].includes(state)).length
	};
});
