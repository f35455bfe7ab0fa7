import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { answerLines, type LineAnswer } from '#lib/server/access/reviews/answer-lines.ts';
import { closeCampaign } from '#lib/server/access/reviews/close-campaign.ts';
import { findCampaign } from '#lib/server/access/reviews/get-campaign.ts';
import { openCampaign } from '#lib/server/access/reviews/open-campaign.ts';
import { reviewerPage, type AskedLine } from '#lib/server/access/reviews/reviewer-page.ts';
import { reviewerCounts } from '#lib/server/access/reviews/count-lines.ts';
import { saveCampaign } from '#lib/server/access/reviews/save-campaign.ts';
import { doReviewRemovals } from './review-removals.ts';
import type { Town } from './sample-town.ts';
import type { Beginning, Story } from './timeline.ts';

const DAY = 86_400_000;
/** Answers nothing by herself: what waits for her is there to be tried. */
const WAITS = 'manager@linn.example';

/** The review of last spring with its signed report, and the one of this autumn, half answered. */
export function reviewStories(town: Town, now: Date): Beginning[] {
	return [
		{ at: new Date(now.getTime() - 200 * DAY), story: pastReview(town) },
		{ at: new Date(now.getTime() - 8 * DAY), story: presentReview(town) }
	];
}

async function* pastReview(town: Town): Story {
	const { db, clock } = town;
	const began = clock.now().getTime();
	const campaignId = await begin(town, 'Kevadine õiguste ülevaatus');
	yield new Date(began + 6 * DAY);
	await answer(town, campaignId, () => true, 9);
	yield new Date(began + 12 * DAY);
	await doReviewRemovals(town, campaignId);
	yield new Date(began + 22 * DAY);
	const admin = await town.actor(town.who('admin@linn.example'));
	await closeCampaign(db, admin, { campaignId }, clock);
}

async function* presentReview(town: Town): Story {
	const { clock } = town;
	const began = clock.now().getTime();
	const campaignId = await begin(town, 'Sügisene õiguste ülevaatus');
	yield new Date(began + 3 * DAY);
	await answer(town, campaignId, (n) => n % 2 === 0, 12);
}

async function begin({ db, clock }: Town, name: string): Promise<string> {
	const { id } = await saveCampaign(
		db,
		systemActor,
		{
			...{ name, systemId: null, unitId: null, removeWithinDays: 10 },
			opensOn: isoDay(clock.now()),
			dueOn: isoDay(new Date(clock.now().getTime() + 21 * DAY))
		},
		clock
	);
	await openCampaign(db, systemActor, { campaignId: id }, clock);
	return id;
}

/** Every second reviewer, or all: keeps most; so many at most find something that is to go or that they do not know. */
async function answer(
	town: Town,
	campaignId: string,
	answers: (n: number) => boolean,
	doubters: number
): Promise<void> {
	const { db, clock } = town;
	const { id } = await findCampaign(db, systemActor, campaignId);
	const reviewers = await reviewerCounts(db, id, isoDay(clock.now()));
	const mayAnswer = reviewers.filter(
		({ id: reviewerId }, n) => answers(n) && town.byId(reviewerId)?.email !== WAITS
	);
	for (const [n, { id: reviewerId }] of mayAnswer.entries()) {
		const who = town.byId(reviewerId);
		if (!who) continue;
		const actor = await town.actor(who);
		const { lines } = await reviewerPage(db, actor, { id, which: 'mine' }, clock);
		const doubted = n < doubters ? doubtful(town, lines) : undefined;
		const said = lines
			.filter((line) => line.personId !== actor.personId)
			.map((line) => (line === doubted ? doubt(line, n) : keep(line)));
		await answerLines(db, actor, { campaignId: id, seenAt: clock.now(), answers: said }, clock);
	}
}

/** What hardly anybody else in the unit has, of somebody who tries nothing out in the sample. */
const doubtful = (town: Town, lines: readonly AskedLine[]): AskedLine | undefined =>
	lines.find(
		(line) =>
			line.systemName &&
			line.holders === 0 &&
			line.colleagues > 2 &&
			town.byId(line.personId)?.email.split('@')[0]?.includes('.')
	);

const keep = ({ id: lineId }: AskedLine): LineAnswer => ({ lineId, answer: 'keep' });

/** Every third does not know; the others find that it is needed no more. */
const doubt = ({ id: lineId }: AskedLine, n: number): LineAnswer =>
	n % 3 === 2
		? { lineId, answer: 'unknown' }
		: { lineId, answer: 'remove', comment: 'Tööülesanded on muutunud.' };
