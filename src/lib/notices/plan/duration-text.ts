import { m } from '#lib/paraglide/messages.js';

/** Minutes as people read them: "45 min", "2 h", "2 h 30 min". */
export function durationText(minutes: number): string {
	const hours = Math.floor(minutes / 60);
	const rest = String(minutes % 60);
	if (hours > 0 && rest === '0') return m.notice_plan_hours({ hours: String(hours) });
	if (hours === 0) return m.notice_plan_minutes({ minutes: rest });
	return m.notice_plan_hours_minutes({ hours: String(hours), minutes: rest });
}
