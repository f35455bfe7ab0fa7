import { m } from '#lib/paraglide/messages.js';
import type { ReasonHow } from './notice-text.ts';

/** How an affected thing reaches people, said of them to the desk. */
export const howWord: Record<ReasonHow, () => string> = {
	right: m.notice_writing_how_right,
	depends: m.notice_writing_how_depends,
	seat: m.notice_writing_how_seat,
	holds: m.notice_writing_how_holds,
	served: m.notice_writing_how_served,
	place: m.notice_writing_how_place,
	unit: m.notice_writing_how_unit,
	person: m.notice_writing_how_person,
	included: m.notice_writing_how_included,
	me_too: m.notice_writing_how_me_too
};
