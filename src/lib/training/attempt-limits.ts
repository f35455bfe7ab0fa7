/** A finished attempt, as far as it bears on the next one. */
export type FinishedAttempt = { finishedAt: Date; passed: boolean };

/** Whether somebody may try a quiz now. */
export type AttemptsStanding = {
	/** How many attempts are left before a wait; null without limit. */
	left: number | null;
	/** The next attempt can begin then; null when it can begin now. */
	waitUntil: Date | null;
};

const HOUR = 3_600_000;

/**
 * What is left of the attempts: after `attempts` failed ones in a row there is a wait of `waitHours` from the last of
 * them, then as many again. A passed attempt begins the count anew. Attempts are given oldest first.
 */
export function attemptsStanding(
	finished: readonly FinishedAttempt[],
	limits: { attempts: number | null; waitHours: number },
	now: Date
): AttemptsStanding {
	if (limits.attempts === null) return { left: null, waitUntil: null };
	const failed = finished.slice(finished.findLastIndex((attempt) => attempt.passed) + 1);
	const used = failed.length % limits.attempts;
	const last = failed.at(-1);
	if (used > 0 || !last) return { left: limits.attempts - used, waitUntil: null };
	const waitUntil = new Date(last.finishedAt.getTime() + limits.waitHours * HOUR);
	if (waitUntil <= now) return { left: limits.attempts, waitUntil: null };
	return { left: 0, waitUntil };
}
