/**
 * Working hours of a place: for each weekday the intervals in which people work there.
 * Lunch is not subtracted: a desk that is open at noon can be reached at noon.
 * Browser-safe: knows neither clock nor holidays.
 */
export const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Wall-clock times `HH:MM`; `to` may be `24:00`. */
export type WorkingInterval = { from: string; to: string };
export type WorkingHours = Record<Weekday, WorkingInterval[]>;

/** City offices: Monday to Friday, 8 to 17. */
export const OFFICE_HOURS = 'Mo-Fr 08:00-17:00';
/** Kindergartens: Monday to Friday, 7 to 18. */
export const KINDERGARTEN_HOURS = 'Mo-Fr 07:00-18:00';

const RULE = /^(\S+)\s+(\S+)$/;
const INTERVAL = /^(\d{2}:[0-5]\d)-(\d{2}:[0-5]\d)$/;

/** Minutes since midnight of `HH:MM`. Throws RangeError past `24:00`. */
export function minutesOfDay(time: string): number {
	const [hours = NaN, minutes = NaN] = time.split(':').map(Number);
	const total = hours * 60 + minutes;
	if (!(total >= 0 && total <= 24 * 60)) throw new RangeError(`not a time of day: ${time}`);
	return total;
}

/**
 * Reads hours in the notation of OpenStreetMap's `opening_hours`, as far as a town needs it:
 * `Mo-Fr 08:00-17:00; Sa 10:00-12:00,13:00-15:00`. Throws RangeError for anything else, for
 * intervals that overlap or end before they start, and for a week without any working time.
 */
export function parseWorkingHours(text: string): WorkingHours {
	const hours: WorkingHours = { Mo: [], Tu: [], We: [], Th: [], Fr: [], Sa: [], Su: [] };
	for (const part of text.split(';')) {
		if (part.trim() === '') continue;
		const rule = RULE.exec(part.trim());
		if (!rule) throw new RangeError(`not a working-hours rule: ${part.trim()}`);
		for (const day of weekdaysOf(rule[1] ?? '')) hours[day] = intervalsOf(rule[2] ?? '');
	}
	if (WEEKDAYS.every((day) => hours[day].length === 0)) {
		throw new RangeError('a week without working time');
	}
	return hours;
}

function weekdaysOf(text: string): Weekday[] {
	return text.split(',').flatMap((range) => {
		const [first, last = first] = range.split('-');
		const from = WEEKDAYS.indexOf(first as Weekday);
		const to = WEEKDAYS.indexOf(last as Weekday);
		if (from < 0 || to < from) throw new RangeError(`not weekdays: ${range}`);
		return WEEKDAYS.slice(from, to + 1);
	});
}

function intervalsOf(text: string): WorkingInterval[] {
	let free = 0;
	return text.split(',').map((range) => {
		const match = INTERVAL.exec(range);
		if (!match) throw new RangeError(`not an interval: ${range}`);
		const [from, to] = [match[1] ?? '', match[2] ?? ''];
		if (minutesOfDay(from) < free || minutesOfDay(to) <= minutesOfDay(from)) {
			throw new RangeError(`intervals overlap or run backwards: ${text}`);
		}
		free = minutesOfDay(to);
		return { from, to };
	});
}
