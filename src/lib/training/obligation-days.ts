import { RENEWAL_WINDOW_DAYS } from './obligation.ts';

/** A period as ISO 8601 writes it with one or more of years, months, weeks and days: `P12M`, `P1Y6M`, `P30D`. */
const PERIOD = /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;

/** The day so many days later (earlier for a negative number). Days are written `2026-11-24`. */
export function addDays(day: string, days: number): string {
	const at = new Date(`${day}T00:00:00Z`);
	at.setUTCDate(at.getUTCDate() + days);
	return at.toISOString().slice(0, 10);
}

/**
 * The day a period later. A month without that day ends on its last: 31 January and `P1M` is 28 February. Throws
 * RangeError for what is no period.
 */
export function addPeriod(day: string, period: string): string {
	const found = PERIOD.exec(period);
	if (!found) throw new RangeError(`${period} is no period`);
	const [years = 0, months = 0, weeks = 0, days = 0] = found.slice(1).map((n) => Number(n ?? 0));
	const at = new Date(`${day}T00:00:00Z`);
	const date = at.getUTCDate();
	at.setUTCDate(1);
	at.setUTCMonth(at.getUTCMonth() + years * 12 + months);
	const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
	at.setUTCDate(Math.min(date, last));
	return addDays(at.toISOString().slice(0, 10), weeks * 7 + days);
}

/** Counts on `today`: its last day is not over, or it has none. */
export const isValidOn = (validUntil: string | null, today: string): boolean =>
	validUntil === null || validUntil >= today;

/** The first day on which a completion may be renewed; null for one that counts for ever. */
export const renewalOpensOn = (validUntil: string | null): string | null =>
	validUntil === null ? null : addDays(validUntil, -RENEWAL_WINDOW_DAYS);

/** May be renewed on `today`: in the window before the end, or after it. */
export function isRenewalOpen(validUntil: string | null, today: string): boolean {
	const opens = renewalOpensOn(validUntil);
	return opens !== null && opens <= today;
}

/**
 * The last day on which something done on `doneOn` counts; null for ever. Done within the renewal window, it counts
 * from the old end, so that whoever is early loses nothing.
 */
export function validUntilOf(
	doneOn: string,
	validity: string | null,
	oldEnd: string | null
): string | null {
	if (validity === null) return null;
	const early = oldEnd !== null && oldEnd >= doneOn && isRenewalOpen(oldEnd, doneOn);
	return addPeriod(early ? oldEnd : doneOn, validity);
}

/** Days before the due day on which somebody is reminded; afterwards once a week. */
const REMINDED_BEFORE = [14, 7, 1, 0];

/**
 * The last day up to `today` on which a reminder was to go out: 14, 7 and 1 days before the due day, on it, and
 * every week after. Undefined before the first.
 */
export function lastReminderDay(dueOn: string, today: string): string | undefined {
	const late = daysApart(dueOn, today);
	if (late >= 7) return addDays(dueOn, late - (late % 7));
	const before = REMINDED_BEFORE.findLast((days) => addDays(dueOn, -days) <= today);
	return before === undefined ? undefined : addDays(dueOn, -before);
}

/** Days from one day to another, negative when it is earlier. */
export function daysApart(from: string, to: string): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
