import { formatDay } from '#lib/format/dates.ts';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestEventKind } from './event-kinds.ts';
import type { RequestEventView } from './request-page-view.ts';

type Words = { name: string };
type Said = (words: Words) => string;

/** A step by somebody else, and the same step when the reader did it. */
const told: Record<RequestEventKind, { by: Said; you?: () => string } | null> = {
	submitted: { by: m.requests_did_submitted, you: m.requests_did_submitted_you },
	stage_opened: null,
	approved: { by: m.requests_did_approved, you: m.requests_did_approved_you },
	stage_approved: null,
	rejected: { by: m.requests_did_rejected, you: m.requests_did_rejected_you },
	returned: { by: m.requests_did_returned, you: m.requests_did_returned_you },
	resubmitted: { by: m.requests_did_resubmitted, you: m.requests_did_resubmitted_you },
	queued: { by: m.requests_did_queued, you: m.requests_did_queued },
	taken: { by: m.requests_did_taken, you: m.requests_did_taken_you },
	assigned: { by: m.requests_did_assigned },
	unassigned: { by: m.requests_did_unassigned },
	handed_over: { by: m.requests_did_handed_over },
	waiting_requester: { by: m.requests_did_waiting_requester },
	waiting_vendor: { by: m.requests_did_waiting_vendor },
	resumed: { by: m.requests_did_resumed },
	promise_moved: { by: m.requests_did_promise_moved },
	task_done: { by: m.requests_did_task_done },
	task_undone: { by: m.requests_did_task_undone },
	fulfilled: { by: m.requests_did_fulfilled, you: m.requests_did_fulfilled_you },
	confirmed: { by: m.requests_did_confirmed, you: m.requests_did_confirmed_you },
	confirmed_itself: { by: m.requests_did_confirmed_itself },
	reopened: { by: m.requests_did_reopened, you: m.requests_did_reopened_you },
	cancelled: { by: m.requests_did_cancelled, you: m.requests_did_cancelled_you },
	linked: { by: m.requests_did_linked },
	merged: { by: m.requests_did_merged },
	merged_here: { by: m.requests_did_merged_here },
	service_changed: { by: m.requests_did_service_changed },
	reminded: { by: m.requests_did_reminded }
};

/** One step of the journey in words, or undefined for a step that needs no telling. */
export function stepWords(
	event: RequestEventView,
	reader: { personId: string; locale: Locale }
): string | undefined {
	const words = told[event.kind];
	if (!words) return undefined;
	if (event.kind === 'task_done' && event.task) return localize(event.task, reader.locale);
	if (event.kind === 'assigned' && event.data.to === event.actorName) {
		return stepWords({ ...event, kind: 'taken' }, reader);
	}
	if (words.you && event.actorId === reader.personId) return words.you();
	return words.by({ name: event.actorName ?? m.requests_portal() });
}

/** What is left to say of a step: a reason or note in people's own words, the new day, who does it now. */
export function stepNote(event: RequestEventView, locale: Locale, now: Date): string | undefined {
	const { data, kind } = event;
	const own = data.reason ?? data.note ?? data.why;
	switch (kind) {
		case 'task_done':
			return event.actorName ?? undefined;
		case 'task_undone':
			return event.task ? localize(event.task, locale) : undefined;
		case 'assigned':
			return data.to && data.to !== event.actorName
				? m.requests_note_assigned({ name: data.to })
				: undefined;
		case 'promise_moved': {
			const day = data.day
				? m.requests_note_day({ day: formatDay(data.day, locale, 'by', now) })
				: '';
			return [day, own].filter(Boolean).join(' ') || undefined;
		}
		case 'confirmed':
			return data.rating && m.requests_note_rating({ rating: data.rating });
		case 'linked':
		case 'merged':
		case 'merged_here':
			return data.other;
		default:
			return own;
	}
}
