import Holidays from 'date-holidays';

/** Free days and shortened days of one year, as ISO dates (`2026-02-24`). */
export type HolidayYear = { free: ReadonlySet<string>; shortened: ReadonlySet<string> };

/** Working hours taken off a shortened day: Employment Contracts Act § 53. */
export const SHORTENED_BY_HOURS = 3;

/** Month and day of the four holidays whose eve is shortened. */
const SHORTENING = ['01-01', '02-24', '06-23', '12-24'];

const estonia = new Holidays('EE');
const years = new Map<number, HolidayYear>();

/**
 * Estonian holidays of one calendar year, computed once per process.
 *
 * Free are the national holiday and the public holidays of the Holidays and Observances Act
 * (pühade ja tähtpäevade seadus) §§ 1-2; observances of § 3 are ordinary working days.
 * Shortened by three hours are the days directly before New Year's Day, Independence Day,
 * Victory Day and Christmas Eve: Employment Contracts Act (töölepingu seadus) § 53. Directly
 * means the calendar day before: when the eve falls on a day off, no other day is shortened
 * (Labour Inspectorate, tooelu.ee, "Shortening Working Time Before National and State Holidays").
 */
export function holidaysOf(year: number): HolidayYear {
	const known = years.get(year);
	if (known) return known;
	const free = new Set(
		estonia
			.getHolidays(year, 'et')
			.filter((holiday) => holiday.type === 'public')
			.map((holiday) => holiday.date.slice(0, 10))
	);
	// The eve of a New Year's Day belongs to the year before it.
	const shortened = new Set(
		[...SHORTENING.map((day) => `${year}-${day}`), `${year + 1}-01-01`]
			.map((day) => Temporal.PlainDate.from(day).subtract({ days: 1 }))
			.filter((eve) => eve.year === year)
			.map((eve) => eve.toString())
	);
	const holidays = { free, shortened };
	years.set(year, holidays);
	return holidays;
}
