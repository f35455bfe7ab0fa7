/** The last day of a right that starts on `from` and may last `days` days, the first one counted. */
export function lastDayOf(from: string, days: number): string {
	const day = new Date(`${from}T00:00:00Z`);
	day.setUTCDate(day.getUTCDate() + days - 1);
	return day.toISOString().slice(0, 10);
}
