import type { SlotType } from '../notice-template.ts';

/** A blank of a template as its form asks it, in the reader's language. */
export type SlotField = {
	/** `slot.<key>`. */
	name: string;
	type: SlotType;
	label: string;
	help: string;
	optional: boolean;
	options: { value: string; label: string; detail?: string }[];
};
