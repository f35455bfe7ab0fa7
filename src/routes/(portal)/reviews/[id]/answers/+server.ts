import { json } from '@sveltejs/kit';
import { readAnswers } from '$lib/access/reviews/read-answers.ts';
import { answerLines } from '$lib/server/access/reviews/answer-lines.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** Keeps answers as they are given, and says what others answered meanwhile. */
export const POST = guarded(async (event: RequestEvent) => {
	const { db, clock } = event.locals;
	const { seenAt, answers } = readAnswers(await event.request.formData());
	const campaignId = event.params.id ?? '';
	const { meanwhile, at } = await answerLines(
		db,
		signedIn(event),
		{ campaignId, seenAt, answers },
		clock
	);
	return json({ meanwhile, at });
});
