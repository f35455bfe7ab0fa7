/** Two rights that do not go together, in the reader's language: one that is asked for, one that is there or asked too. */
export type ShownConflict = {
	asked: string;
	other: string;
	why: string;
	/** The person has the other; else it is asked for as well. */
	has: boolean;
};
