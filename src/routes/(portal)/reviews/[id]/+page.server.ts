import { heldWords } from '$lib/access/reviews/held-words.ts';
import { readAnswers } from '$lib/access/reviews/read-answers.ts';
import { m } from '$lib/paraglide/messages.js';
import { answerLines } from '$lib/server/access/reviews/answer-lines.ts';
import { reviewerPage, type Which } from '$lib/server/access/reviews/reviewer-page.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { peopleOf } from './line-view.ts';

/** A page bears so many lines; the owner of a large system goes on to the next. */
const LINES_A_PAGE = 300;

const whichOf = (url: URL): Which =>
	url.searchParams.get('which') === 'unknown' ? 'unknown' : 'mine';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const which = whichOf(event.url);
	const now = clock.now();
	const { lines, ...found } = await reviewerPage(db, actor, { id: event.params.id, which }, clock);
	const asked = lines.filter((line) => !line.isOver && line.personId !== actor.personId);
	const size = {
		people: new Set(lines.map((line) => line.personId)).size,
		rights: lines.filter((line) => line.systemName).length,
		seats: lines.filter((line) => line.productName).length
	};
	const from = Math.max(
		0,
		Math.min(Number(event.url.searchParams.get('from')) || 0, lines.length - 1)
	);
	const part = lines.slice(from, from + LINES_A_PAGE);
	const { personId, name } = actor;
	return {
		...found,
		which,
		title: which === 'unknown' ? m.reviews_unknown_title() : heldWords(size),
		asked: asked.length,
		answered: asked.filter((line) => line.answer).length,
		people: peopleOf(part, { personId, name, locale, now }),
		next: from + LINES_A_PAGE < lines.length ? from + LINES_A_PAGE : undefined,
		previous: from > 0 ? Math.max(0, from - LINES_A_PAGE) : undefined,
		seenAt: now.toISOString()
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const campaignId = event.params.id ?? '';
		const { seenAt, answers, keepAllOf } = readAnswers(form);
		const kept = keepAllOf ? await restOf(event, keepAllOf, answers) : [];
		const answered = await answerLines(
			db,
			actor,
			{ campaignId, seenAt, answers: [...answers, ...kept] },
			clock
		);
		const { saved, meanwhile, skipped } = answered;
		return { saved, meanwhile: meanwhile.length, skipped };
	})
};

/** What a person holds without an answer, kept. */
async function restOf(
	event: Parameters<NonNullable<Actions['default']>>[0],
	personId: string,
	answers: readonly { lineId: string }[]
) {
	const { db, clock } = event.locals;
	const id = event.params.id ?? '';
	const { lines } = await reviewerPage(
		db,
		signedIn(event),
		{ id, which: whichOf(event.url) },
		clock
	);
	const given = new Set(answers.map(({ lineId }) => lineId));
	return lines
		.filter((line) => line.personId === personId && !line.answer && !line.isOver)
		.filter((line) => !given.has(line.id))
		.map((line) => ({ lineId: line.id, answer: 'keep' as const }));
}
