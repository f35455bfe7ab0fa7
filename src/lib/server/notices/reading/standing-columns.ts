import { notice } from '../tables.ts';

/** The columns that a notice's looks depend on, with its number and words. */
export const standingColumns = {
	id: notice.id,
	number: notice.number,
	kind: notice.kind,
	state: notice.state,
	impact: notice.impact,
	texts: notice.texts,
	startsAt: notice.startsAt,
	plannedEndAt: notice.plannedEndAt,
	announcedAt: notice.announcedAt,
	startedAt: notice.startedAt,
	restoredAt: notice.restoredAt,
	restoredText: notice.restoredText,
	cancelledAt: notice.cancelledAt,
	rolledBack: notice.rolledBack,
	isPublic: notice.isPublic
};
