import { redirect } from '@sveltejs/kit';
import { isLocale } from '$lib/i18n/localized.ts';
import { addressedNotice } from '$lib/notices/parse-number.ts';
import { READER_PROMISES } from '$lib/notices/reader/reader-promise.ts';
import { answerIfWorks } from '$lib/server/notices/life/answer-if-works.ts';
import { acknowledgeNotice } from '$lib/server/notices/reading/acknowledge-notice.ts';
import { noticePage } from '$lib/server/notices/reading/notice-page.ts';
import { sayMeToo } from '$lib/server/notices/reading/say-me-too.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends('abilaud:notices');
	const { db, clock, locale } = event.locals;
	const wanted = event.url.searchParams.get('in');
	return await noticePage(db, signedIn(event), addressedNotice(event.params), {
		locale,
		as: isLocale(wanted) ? wanted : undefined,
		now: clock.now()
	});
});

export const actions: Actions = {
	acknowledge: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const number = addressedNotice(event.params);
		const promise = READER_PROMISES.find((one) => one === form.get('promise')) ?? 'read';
		await acknowledgeNotice(db, signedIn(event), { number, promise }, clock);
		redirect(303, `/notices/${number}`);
	}),
	works: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const number = addressedNotice(event.params);
		await answerIfWorks(db, signedIn(event), number, form.get('works') === 'yes', clock);
		redirect(303, `/notices/${number}`);
	}),
	meToo: action(async (event: RequestEvent) => {
		const { db, clock } = event.locals;
		const number = addressedNotice(event.params);
		await sayMeToo(db, signedIn(event), number, clock);
		redirect(303, `/notices/${number}`);
	})
};
