import type { IconName } from '#lib/ui/icon-names.ts';

/** What a search finds, in the order in which groups are shown. */
export const foundKinds = [
	'service',
	'answer',
	'notice',
	'item',
	'module',
	'request',
	'person'
] as const;
export type FoundKind = (typeof foundKinds)[number];

/** One thing that was found, in the reader's language and ready to be shown. */
export type Found = {
	kind: FoundKind;
	href: string;
	title: string;
	/** A second line: what the service is for, in whose hands the request is, where the person works. */
	detail?: string;
	icon: IconName;
	/** The number of an outage that goes on, when one may say "me too". */
	meToo?: number;
};
