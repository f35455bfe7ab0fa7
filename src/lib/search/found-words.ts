import { m } from '#lib/paraglide/messages.js';
import type { FoundKind } from './found.ts';

/** What kind of thing was found, beside a suggestion. */
export const foundWord: Record<FoundKind, () => string> = {
	service: m.ui_found_service,
	answer: m.ui_found_answer,
	notice: m.notices_found_one,
	item: m.ui_found_item,
	module: m.training_found_one,
	request: m.ui_found_request,
	person: m.ui_found_person
};

/** The heading of a group on the page of results. */
export const foundHeading: Record<FoundKind, (inputs: { count: number }) => string> = {
	service: m.ui_found_services,
	answer: m.ui_found_answers,
	notice: m.notices_found_many,
	item: m.ui_found_items,
	module: m.training_found_many,
	request: m.ui_found_requests,
	person: m.ui_found_people
};
