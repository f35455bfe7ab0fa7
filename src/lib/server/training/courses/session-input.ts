import { timeZone } from '#lib/format/moments.ts';
import type { SessionForm } from '#lib/training/session-form.ts';
import type { SessionInput } from './save-session.ts';

/** Days and hours of the town as moments. An hour that a clock change skips is the one after it. */
export function sessionInput(form: SessionForm, id?: string): SessionInput {
	const { day, from, until, signUpDay, signUpHour, seen, ...rest } = form;
	return {
		...rest,
		...(id === undefined ? {} : { id }),
		...(seen === undefined ? {} : { seen }),
		startsAt: momentOf(day, from),
		endsAt: momentOf(day, until),
		signUpUntil: momentOf(signUpDay, signUpHour)
	};
}

function momentOf(day: string, hour: string): Date {
	const zoned = Temporal.PlainDateTime.from(`${day}T${hour}`).toZonedDateTime(timeZone);
	return new Date(zoned.epochMilliseconds);
}
