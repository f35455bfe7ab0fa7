import { lowerFirst } from '#lib/i18n/lower-first.ts';
import { formatDayShort, formatTime } from '#lib/format/dates.ts';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestEventView, RequestPageView, StageView } from './request-page-view.ts';
import { isOpen } from './statuses.ts';
import { stepNote, stepWords } from './trail-words.ts';

/** A step as the trail draws it. */
export type TrailStep = {
	state: 'did' | 'now' | 'next';
	when?: string;
	what: string;
	meta?: string;
};

type Reader = { personId: string; locale: Locale; now: Date };

/**
 * The journey of a request: what was done and by whom, what is now, what comes and by when. Pure, so that the page, the
 * print and the desk's panel tell the same.
 */
export function trailSteps(request: RequestPageView, reader: Reader): TrailStep[] {
	const done = request.events.flatMap((event) => doneStep(event, request, reader));
	if (!isOpen(request.status)) return done;
	return [...done, nowStep(request, reader), ...nextSteps(request, reader)];
}

function doneStep(event: RequestEventView, request: RequestPageView, reader: Reader): TrailStep[] {
	const what = stepWords(event, reader);
	if (!what || isEchoOfSubmission(event, request)) return [];
	const straight = event.kind === 'submitted' && request.stages.length === 0;
	return [
		{
			state: 'did',
			when: moment(event.at, reader),
			what,
			meta: straight ? m.requests_did_straight() : stepNote(event, reader.locale, reader.now)
		}
	];
}

/** Without approvals a request reaches the desk as it is sent: one step, not two. */
const isEchoOfSubmission = (event: RequestEventView, request: RequestPageView) =>
	event.kind === 'queued' && request.stages.length === 0;

function nowStep(request: RequestPageView, reader: Reader): TrailStep {
	return { state: 'now', what: nowWords(request, reader), meta: nowNote(request) };
}

function nowWords(request: RequestPageView, { personId, locale }: Reader): string {
	const name = request.heldByName ?? '';
	const you = request.mine;
	switch (request.status) {
		case 'awaiting_approval': {
			const stage = request.stages.find((one) => one.state === 'open');
			if (request.acts.decide) return m.requests_now_you_decide();
			return name
				? m.requests_now_approves({ name })
				: m.requests_now_stage({ title: stage ? localize(stage.title, locale) : '' });
		}
		case 'returned':
			return you ? m.requests_now_you_correct() : m.requests_now_corrects({ name });
		case 'queued':
			return m.requests_now_queued();
		case 'in_progress':
			if (request.heldById === personId) return m.requests_now_you_work();
			return name ? m.requests_now_works({ name }) : m.requests_now_it_works();
		case 'waiting_requester':
			return you ? m.requests_now_you_answer() : m.requests_now_answers({ name });
		case 'waiting_vendor':
			return m.requests_now_vendor();
		default:
			return you ? m.requests_now_you_check() : m.requests_now_checks({ name });
	}
}

const nowNote = ({ status }: RequestPageView) =>
	status === 'waiting_requester' || status === 'waiting_vendor' || status === 'returned'
		? m.requests_now_paused()
		: undefined;

function nextSteps(request: RequestPageView, { locale, now }: Reader): TrailStep[] {
	const next = (what: string, by?: Date | null): TrailStep => ({
		state: 'next',
		what,
		...(by ? { when: m.requests_next_by({ day: dayInside(by, locale, now) }) } : {})
	});
	const end = next(m.requests_next_ended());
	if (request.status === 'fulfilled') {
		return [next(m.requests_next_ended(), request.confirmsItselfAt)];
	}
	const work = next(m.requests_next_work(), request.promisedAt);
	if (request.status === 'awaiting_approval') {
		const waiting = lastRound(request.stages).filter((stage) => stage.state === 'pending');
		return [...waiting.map((stage) => next(localize(stage.title, locale))), work, end];
	}
	if (request.status === 'returned') return [next(m.requests_next_approval()), end];
	const check = request.mine ? m.requests_next_you_check() : m.requests_next_check();
	return [next(check, request.promisedAt), end];
}

/** The stages of the present round; a request that was sent again has earlier ones. */
export function lastRound(stages: readonly StageView[]): StageView[] {
	const round = Math.max(0, ...stages.map((stage) => stage.round));
	return stages.filter((stage) => stage.round === round);
}

function moment(at: Date, { locale, now }: Reader): string {
	return m.requests_when({ day: formatDayShort(at, locale, now), time: formatTime(at, locale) });
}

/** A day in the middle of a sentence: Russian writes the weekday small there. */
function dayInside(...[day, locale, now]: Parameters<typeof formatDayShort>): string {
	const text = formatDayShort(day, locale, now);
	return locale === 'ru' ? lowerFirst(text) : text;
}
