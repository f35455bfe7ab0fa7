import { invalid } from '#lib/errors.ts';
import { townMoment } from '../calendar/town-moment.ts';

/** A window as a form has it: days as YYYY-MM-DD, hours as HH:MM. */
export type TypedWindow = {
	startsDay: string | null;
	startsHour: string | null;
	endsDay: string | null;
	endsHour: string | null;
};

/**
 * Days and hours of the town as moments; an end without a day is on the day of the start. An hour that a clock change
 * skips is the one after it. Throws Invalid at the field that is missing.
 */
export function typedWindow(typed: TypedWindow): {
	startsAt: Date | null;
	plannedEndAt: Date | null;
} {
	const { startsDay, startsHour, endsHour } = typed;
	const endsDay = typed.endsDay ?? (endsHour ? startsDay : null);
	const issues: Record<string, string[]> = {};
	if (startsDay && !startsHour) issues.startsHour = ['notice_writing_error_hour_needed'];
	if (startsHour && !startsDay) issues.startsDay = ['notice_writing_error_day_needed'];
	if (endsDay && !endsHour) issues.endsHour = ['notice_writing_error_hour_needed'];
	if (endsHour && !endsDay) issues.endsDay = ['notice_writing_error_day_needed'];
	if (Object.keys(issues).length > 0) throw invalid(issues);
	return {
		startsAt: startsDay && startsHour ? townMoment(startsDay, startsHour) : null,
		plannedEndAt: endsDay && endsHour ? townMoment(endsDay, endsHour) : null
	};
}
