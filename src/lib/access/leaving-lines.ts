import type { LocalizedText } from '#lib/i18n/localized.ts';

/** What a leaver may have in hand, in the order in which the page shows it. */
export const LEAVING_KINDS = [
	'item',
	'sign',
	'contact',
	'responsible',
	'right',
	'seat',
	'system',
	'report',
	'unit',
	'place',
	'approval',
	'request',
	'case',
	'task',
	'role',
	'represents',
	'deputy',
	'training'
] as const;
export type LeavingKind = (typeof LEAVING_KINDS)[number];

/** Who sees to it: the leaver, the desk, or nobody has to, because it ends or passes on by itself. */
export type LeavingHands = 'leaver' | 'desk' | 'itself';

/** One thing that a leaver has in hand. */
export type LeavingLine = {
	kind: LeavingKind;
	id: string;
	/** As stored: in one language, or three. */
	title: string | LocalizedText;
	detail: string | LocalizedText | null;
	/** ISO day that stands beside it: until when a right lasts, when a training is due. */
	on: string | null;
	/** Number of a request or an act. */
	number: string | null;
};

/** Counts in a return slip and on the page of a leaver. */
const WITHOUT_HANDS: readonly LeavingKind[] = [
	'approval',
	'request',
	'role',
	'represents',
	'deputy',
	'training'
];

/** Who has to act about it, for a leaver whose last day it is; `heir` is there when a line manager takes over. */
export function handsOf(
	line: Pick<LeavingLine, 'kind' | 'on'>,
	{ lastDay, heir }: { lastDay: string; heir: boolean }
): LeavingHands {
	if (line.kind === 'item' || line.kind === 'sign') return 'leaver';
	if (line.kind === 'right') return line.on && line.on <= lastDay ? 'itself' : 'desk';
	if (line.kind === 'seat') return 'itself';
	if (['report', 'unit', 'place'].includes(line.kind)) return heir ? 'itself' : 'desk';
	return WITHOUT_HANDS.includes(line.kind) ? 'itself' : 'desk';
}

/** How a leaving stands in the list of leavers. */
export const LEAVING_STANDINGS = ['open', 'late', 'done', 'cancelled'] as const;
export type LeavingStanding = (typeof LEAVING_STANDINGS)[number];
