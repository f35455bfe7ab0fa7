/** A module in a list of the reader's own. */
export type TrainingRow = {
	slug: string;
	title: string;
	minutes: number;
	/** 0 to 100 in the cycle that counts now. */
	percent: number;
	/** Why it is a duty, in the reader's words, and the number of the request that gave it. */
	because: string;
	requestNumber: number | null;
	dueOn: string | null;
	isOverdue: boolean;
	changesDueOn: string | null;
	validUntil: string | null;
	isValid: boolean;
	renewalOpen: boolean;
};

/** A module that is offered to everybody. */
export type OfferedModule = { slug: string; title: string; summary: string; minutes: number };

/** What the reader has to do, has done and may want, each list in the order in which it matters. */
export type MyTraining = {
	due: TrainingRow[];
	changes: TrainingRow[];
	inProgress: TrainingRow[];
	/** Done; those that can be renewed first. */
	done: TrainingRow[];
	recommended: TrainingRow[];
	/** Every module that is offered, by title. */
	all: OfferedModule[];
};
