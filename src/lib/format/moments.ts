/** All dates and hours are those of the town, wherever the reader or the server is. */
export const timeZone = 'Europe/Tallinn';

/** A moment (Date, or its ISO text as it comes from a page's data), or a calendar day written YYYY-MM-DD. */
export type Moment = Date | string;

/** The town's calendar and clock at a moment. `weekday` counts from Monday (1) to Sunday (7). */
export type CivilTime = {
	year: number;
	month: number;
	day: number;
	hour: number;
	minute: number;
	weekday: number;
};

const clock = new Intl.DateTimeFormat('en-GB', {
	timeZone,
	year: 'numeric',
	month: 'numeric',
	day: 'numeric',
	hour: 'numeric',
	minute: 'numeric',
	hourCycle: 'h23'
});

const plainDay = /^(\d{4})-(\d{2})-(\d{2})$/;

function weekdayOf(year: number, month: number, day: number): number {
	return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

/** Reads the town's calendar and clock. A calendar day has its own date and the hour 0. */
export function civilTime(moment: Moment): CivilTime {
	const plain = typeof moment === 'string' ? plainDay.exec(moment) : null;
	if (plain) {
		const [year, month, day] = plain.slice(1).map(Number) as [number, number, number];
		return { year, month, day, hour: 0, minute: 0, weekday: weekdayOf(year, month, day) };
	}
	const at = typeof moment === 'string' ? Date.parse(moment) : moment.getTime();
	const local = new Date(at + offsetAt(at));
	const year = local.getUTCFullYear();
	const month = local.getUTCMonth() + 1;
	const day = local.getUTCDate();
	const hour = local.getUTCHours();
	return { year, month, day, hour, minute: local.getUTCMinutes(), weekday: local.getUTCDay() || 7 };
}

const HOUR = 3_600_000;
const MOST_OFFSETS = 20_000;
const offsets = new Map<number, number>();

/**
 * Milliseconds by which the town's clock is ahead of UTC. Clocks are changed on the hour, so one answer holds for an
 * hour and is kept: lists show many moments, and asking Intl takes longer than drawing the row.
 */
function offsetAt(at: number): number {
	const hour = Math.floor(at / HOUR);
	const known = offsets.get(hour);
	if (known !== undefined) return known;
	const digits = clock.format(hour * HOUR).match(/\d+/g) ?? [];
	const [day = 0, month = 0, year = 0, hours = 0, minutes = 0] = digits.map(Number);
	const offset = Date.UTC(year, month - 1, day, hours, minutes) - hour * HOUR;
	if (offsets.size >= MOST_OFFSETS) offsets.clear();
	offsets.set(hour, offset);
	return offset;
}

/** Whole calendar days of the town from `from` to `to`; 0 on the same day, negative when `to` is before. */
export function daysBetween(from: Moment, to: Moment): number {
	const a = civilTime(from);
	const b = civilTime(to);
	const days = Date.UTC(b.year, b.month - 1, b.day) - Date.UTC(a.year, a.month - 1, a.day);
	return Math.round(days / 86_400_000);
}

/** The town's calendar day of a moment as YYYY-MM-DD, the way forms and the database write days. */
export function isoDay(moment: Moment): string {
	const { year, month, day } = civilTime(moment);
	return [String(year).padStart(4, '0'), pad(month), pad(day)].join('-');
}

function pad(value: number): string {
	return String(value).padStart(2, '0');
}
