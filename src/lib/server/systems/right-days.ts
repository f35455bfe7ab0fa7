/** The last day of a right that starts on `from` and may last `days` days, the first one counted. */
export function lastDayOf(from: string, days: number): string {
	const day = new Date(`${from}T00:00:00Z`);
	day.setUTCDate(day.getUTCDate() + days - 1);
	return day.toISOString().slice(0, 10);
}

/** The first and last day of a right; without a last day it lasts. */
export type RightDays = { validFrom: string; validUntil: string | null };

/**
 * What becomes of the right that somebody has when another to the same role is given, so that they are never
 * without it in between. Only one can be in force at a time, and an ended one is no longer in force.
 *
 * `expired`: its last day is over. `stays`: it lasts as long as the other, which is then not needed.
 * `renewed`: the other is in force at once, or sooner, and takes its place. `prolonged`: the other goes on where
 * it ends, so it gets the other's last day. `gap`: days lie between the two, and neither may give the right on them.
 */
export function fateOf(
	held: RightDays,
	given: RightDays,
	today: string
): 'expired' | 'stays' | 'renewed' | 'prolonged' | 'gap' {
	if (held.validUntil === null) return 'stays';
	if (held.validUntil < today) return 'expired';
	if (given.validUntil !== null && given.validUntil <= held.validUntil) return 'stays';
	if (given.validFrom <= today || given.validFrom <= held.validFrom) return 'renewed';
	return given.validFrom <= lastDayOf(held.validUntil, 2) ? 'prolonged' : 'gap';
}
