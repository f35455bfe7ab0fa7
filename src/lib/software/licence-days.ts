import type { LicenceState } from './seat-states.ts';

type Licence = {
	state: LicenceState;
	quantity: number | null;
	/** ISO days, both inclusive. */
	validFrom: string;
	validUntil: string | null;
};

/** Is it in force on that day (ISO)? Its first and its last day belong to it. */
export const inForce = ({ state, validFrom, validUntil }: Licence, day: string): boolean =>
	state === 'valid' && validFrom <= day && (validUntil === null || validUntil >= day);

/** Seats that these licences give on a day; null for as many as wanted. */
export function boughtOn(licences: readonly Licence[], day: string): number | null {
	const valid = licences.filter((licence) => inForce(licence, day));
	if (valid.some(({ quantity }) => quantity === null)) return null;
	return valid.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
}

/** The days after `today` on which a licence begins to count or has ceased to, the soonest first. */
export function turningDays(licences: readonly Licence[], today: string): string[] {
	const days = licences
		.filter(({ state }) => state === 'valid')
		.flatMap(({ validFrom, validUntil }) => [
			validFrom,
			...(validUntil ? [dayAfter(validUntil)] : [])
		])
		.filter((day) => day > today);
	return [...new Set(days)].sort();
}

/** The next day of the calendar. */
export function dayAfter(day: string): string {
	const next = new Date(`${day}T00:00:00Z`);
	next.setUTCDate(next.getUTCDate() + 1);
	return next.toISOString().slice(0, 10);
}
