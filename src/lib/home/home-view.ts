import type { IconName } from '#lib/ui/icon-names.ts';

/** A decision that waits for the reader, as the first page shows it. */
export type WaitingDecision = {
	number: number;
	title: string;
	beneficiaryName: string;
	dueAt: Date | null;
	/** For whom the reader would decide as deputy. */
	asDeputyFor: string | null;
};

/** A training module to do, or to look through because it has changed. */
export type WaitingModule = {
	href: string;
	title: string;
	minutes: number;
	pages: number;
	read: number;
	dueOn: string | null;
	isOverdue: boolean;
	isChange: boolean;
};

/** A seat at a course that waits for the reader's answer until a moment. */
export type OfferedSeat = { id: string; href: string; title: string; startsAt: Date; until: Date };

/** A form that was begun and not sent. */
export type UnfinishedForm = { href: string; title: string; updatedAt: Date };

/** A device in the reader's name. */
export type HeldDevice = { id: string; number: string; name: string; icon: IconName };

/** One of the commonest acts. */
export type QuickLink = { href: string; icon: IconName; title: string; summary: string };
