import ICAL from 'ical.js';
import { timeZone } from '#lib/format/moments.ts';

/** One date of an imported calendar; an occurrence of a repeated entry has its own `uid`. */
export type ReadDate = { uid: string; title: string; startsAt: Date; endsAt: Date };

/** What an ICS text holds; `unreadable` counts entries without a start or title. */
export type ReadCalendar = { dates: ReadDate[]; unreadable: number };

/** More occurrences of one entry are not read: a daily one would fill the calendar. */
const MOST_REPEATS = 400;
const MOST_TITLE = 200;

/**
 * Reads the dates of an ICS text (RFC 5545) between two moments, repeated ones unfolded, cancelled ones left out.
 * Days are days of the town, and hours without a zone are the town's. Undefined when it is no calendar.
 */
export function readIcs(text: string, from: Date, to: Date): ReadCalendar | undefined {
	const root = parsed(text);
	if (!root) return undefined;
	const found: ReadCalendar = { dates: [], unreadable: 0 };
	const zones = zonesOf(root);
	const entries = root.getAllSubcomponents('vevent');
	const changed = entries.filter((entry) => entry.hasProperty('recurrence-id'));
	for (const entry of entries) {
		if (entry.hasProperty('recurrence-id')) continue;
		const event = new ICAL.Event(entry);
		if (!event.uid || !event.startDate || !event.summary?.trim()) found.unreadable += 1;
		else if (entry.getFirstPropertyValue('status') !== 'CANCELLED') {
			for (const exception of changed) {
				if (exception.getFirstPropertyValue('uid') === event.uid) event.relateException(exception);
			}
			found.dates.push(...occurrencesOf(event, zones, from, to));
		}
	}
	found.dates.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
	return found;
}

function parsed(text: string): ICAL.Component | undefined {
	try {
		const root = new ICAL.Component(
			ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0]
		);
		return root.name === 'vcalendar' ? root : undefined;
	} catch {
		return undefined;
	}
}

type Zones = Map<string, ICAL.Timezone>;

function zonesOf(root: ICAL.Component): Zones {
	return new Map(
		root.getAllSubcomponents('vtimezone').map((component) => {
			const zone = new ICAL.Timezone(component);
			return [zone.tzid, zone];
		})
	);
}

function* occurrencesOf(
	event: ICAL.Event,
	zones: Zones,
	from: Date,
	to: Date
): Generator<ReadDate> {
	const title = event.summary.trim().slice(0, MOST_TITLE);
	const dated = (uid: string, start: ICAL.Time, end: ICAL.Time): ReadDate | undefined => {
		const startsAt = instantOf(start, zones);
		const endsAt = instantOf(end, zones);
		if (startsAt >= to || endsAt < from) return undefined;
		return { uid, title, startsAt, endsAt };
	};
	if (!event.isRecurring()) {
		const only = dated(event.uid, event.startDate, event.endDate);
		if (only) yield only;
		return;
	}
	const repeats = event.iterator();
	for (let count = 0; count < MOST_REPEATS; count += 1) {
		const start = repeats.next();
		if (!start || instantOf(start, zones) >= to) return;
		const { recurrenceId, startDate, endDate, item } = event.getOccurrenceDetails(start);
		if (item.component.getFirstPropertyValue('status') === 'CANCELLED') continue;
		const one = dated(`${event.uid} ${recurrenceId.toICALString()}`, startDate, endDate);
		if (one) yield { ...one, title: item.summary?.trim().slice(0, MOST_TITLE) || title };
	}
}

/** A zone described in the file, one that the platform knows by name, or the town's. */
function instantOf(time: ICAL.Time, zones: Zones): Date {
	if (time.zone === ICAL.Timezone.utcTimezone) return time.toJSDate();
	const described = zones.get(zoneNameOf(time) ?? '');
	if (described && !time.isDate) {
		const local = time.clone();
		local.zone = described;
		return local.toJSDate();
	}
	const { year, month, day, hour, minute, second } = time;
	const plain = Temporal.PlainDateTime.from({ year, month, day, hour, minute, second });
	return new Date(plain.toZonedDateTime(knownZone(time)).epochMilliseconds);
}

/** The name as the file writes it; the library keeps it but does not declare it. */
const zoneNameOf = (time: ICAL.Time & { timezone?: string }) => time.timezone;

function knownZone(time: ICAL.Time): string {
	const name = time.isDate ? '' : zoneNameOf(time);
	if (!name || name === 'floating') return timeZone;
	try {
		return Temporal.Now.zonedDateTimeISO(name).timeZoneId;
	} catch {
		return timeZone;
	}
}
