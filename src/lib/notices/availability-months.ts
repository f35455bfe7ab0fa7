import { civilTime, isoDay } from '#lib/format/moments.ts';

/** A time without a thing; `planned` when people had been told before. */
export type DownSpan = { from: Date; to: Date; planned: boolean };

/** Minutes of a month (YYYY-MM) without a thing. Time that was both counts as an outage. */
export type MonthOfAvailability = { month: string; outage: number; planned: number };

const MINUTE = 60_000;

/** The past months with this one, latest first, with the minutes of each that a thing was out of use. */
export function availabilityMonths(
	spans: readonly DownSpan[],
	now: Date,
	count: number
): MonthOfAvailability[] {
	const { year, month } = civilTime(now);
	return Array.from({ length: count }, (_, back) => {
		const index = year * 12 + month - 1 - back;
		const [from, to] = [startOf(index), Math.min(startOf(index + 1), now.getTime())];
		const within = (chosen: readonly DownSpan[]) => minutesOf(chosen, from, to);
		const outage = within(spans.filter(({ planned }) => !planned));
		return { month: monthName(index), outage, planned: within(spans) - outage };
	});
}

const monthName = (index: number) =>
	`${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;

/** The first instant of a month in the town. */
function startOf(index: number): number {
	const day = `${monthName(index)}-01`;
	const utc = Date.parse(`${day}T00:00:00Z`);
	for (const ahead of [3, 2]) {
		const at = new Date(utc - ahead * 60 * MINUTE);
		if (isoDay(at) === day && civilTime(at).hour === 0) return at.getTime();
	}
	return utc;
}

/** Minutes covered by any of the spans: two at once count once. */
function minutesOf(spans: readonly DownSpan[], from: number, to: number): number {
	let [covered, until] = [0, from];
	for (const span of spans.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
		const start = Math.max(until, span.from.getTime());
		const end = Math.min(to, span.to.getTime());
		if (end <= start) continue;
		covered += end - start;
		until = end;
	}
	return Math.round(covered / MINUTE);
}
