/** What the order of a path needs to know of one of its modules. */
export type WalkedStep = {
	/** A completion stands, also one that has to be renewed by now. */
	isDone: boolean;
	/** The reader is obliged to do it, so it is open whatever comes before. */
	isDuty: boolean;
};

/** `done`; `now`: the first that is left; `open`: can be begun; `locked`: opens when an earlier one is done. */
export type StepState = 'done' | 'now' | 'open' | 'locked';

export type StepPlace = {
	state: StepState;
	/** Index of the step that opens a locked one. */
	opensAfter: number | null;
};

/** A module that is no longer offered is a step only of who has done it or has to: nobody waits for it. */
export const isStep = (step: WalkedStep & { active: boolean }): boolean =>
	step.active || step.isDone || step.isDuty;

/**
 * Where somebody stands in a path: in a strict one a step opens when all before it are done. A module that somebody
 * is obliged to do is never locked, and one that was done stays done.
 */
export function placesOf(steps: readonly WalkedStep[], strict: boolean): StepPlace[] {
	const first = steps.findIndex((step) => !step.isDone);
	return steps.map((step, index) => {
		if (step.isDone) return { state: 'done', opensAfter: null };
		if (index === first) return { state: 'now', opensAfter: null };
		if (!strict || step.isDuty) return { state: 'open', opensAfter: null };
		return { state: 'locked', opensAfter: lastLeftBefore(steps, index) };
	});
}

function lastLeftBefore(steps: readonly WalkedStep[], index: number): number {
	return steps.findLastIndex((step, n) => n < index && !step.isDone);
}
