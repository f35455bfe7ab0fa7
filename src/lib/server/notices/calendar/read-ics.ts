import ICAL from 'ical.js';
import { timeZone } from '#lib/format/moments.ts';
import { withinTime } from './within-time.ts';

/** One date of an imported calendar; an occurrence of a repeated entry has its own `uid`. */
export type ReadDate = { uid: string; title: string; startsAt: Date; endsAt: Date };

/** What an ICS text holds; `unreadable` counts entries without a start or title, or that say what no calendar can. */
export type ReadCalendar = { dates: ReadDate[]; unreadable: number };

/** More occurrences of one entry are not read: a daily one would fill the calendar. */
const MOST_REPEATS = 400;
/** A rule is followed so far: every day since before the town had computers. */
const MOST_STEPS = 40_000;
/** An occurrence may be moved by so much, or last so long. */
const NEAR_MS = 62 * 86_400_000;
/** More dates than a town has in three years are a slip or an attack. */
const MOST_DATES = 10_000;
const MOST_TITLE = 200;
const MOST_UID = 500;
/** There are rules that no date ever fits, and following one of them would stop the portal for everybody. */
const PATIENCE_MS = 3000;

/**
 * Reads the dates of an ICS text (RFC 5545) between two moments, repeated ones unfolded, cancelled ones left out.
 * Days are days of the town, and hours without a zone are the town's. Undefined when it is no calendar, has more than
 * ten thousand dates, or can't be read within seconds.
 */
export function readIcs(text: string, from: Date, to: Date): ReadCalendar | undefined {
	return withinTime(() => readAll(text, from, to), PATIENCE_MS);
}

function readAll(text: string, from: Date, to: Date): ReadCalendar | undefined {
	const root = parsed(text);
	if (!root) return undefined;
	const found: ReadCalendar = { dates: [], unreadable: 0 };
	const zones = zonesOf(root);
	const entries = root.getAllSubcomponents('vevent');
	const isChange = (entry: ICAL.Component) => entry.hasProperty('recurrence-id');
	const changes = Map.groupBy(entries.filter(isChange), uidOf);
	for (const entry of entries) {
		if (isChange(entry)) continue;
		const dates = datesOf(entry, changes.get(uidOf(entry)) ?? [], zones, from, to);
		if (dates) found.dates.push(...dates);
		else found.unreadable += 1;
		if (found.dates.length > MOST_DATES) return undefined;
	}
	found.dates.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
	return found;
}

const uidOf = (entry: ICAL.Component) => entry.getFirstPropertyValue('uid')?.toString() ?? '';

/** The dates of one entry; undefined when it can't be read. The library throws at whatever it does not understand. */
function datesOf(
	entry: ICAL.Component,
	changes: ICAL.Component[],
	zones: Zones,
	from: Date,
	to: Date
): ReadDate[] | undefined {
	try {
		// Left to itself, the library looks through the whole file for the changes of each entry.
		const event = new ICAL.Event(entry, { exceptions: changes });
		if (!event.uid || event.uid.length > MOST_UID) return undefined;
		if (!event.startDate || !titleOf(event) || event.endDate.compare(event.startDate) < 0)
			return undefined;
		if (entry.getFirstPropertyValue('status') === 'CANCELLED') return [];
		return [...occurrencesOf(event, zones, from, to)];
	} catch {
		return undefined;
	}
}

/** Without control characters, which nobody needs and the database does not take. */
const plain = (text: string) => text.replace(/\p{Cc}+/gu, ' ');

const titleOf = ({ summary }: { summary: string | null }) =>
	plain(summary ?? '')
		.trim()
		.slice(0, MOST_TITLE);

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
	const title = titleOf(event);
	const dated = (name: string, start: ICAL.Time, end: ICAL.Time): ReadDate | undefined => {
		const startsAt = instantOf(start, zones);
		const endsAt = instantOf(end, zones);
		if (startsAt >= to || endsAt < from) return undefined;
		return { uid: plain(name), title, startsAt, endsAt };
	};
	if (!event.isRecurring()) {
		const only = dated(event.uid, event.startDate, event.endDate);
		if (only) yield only;
		return;
	}
	const repeats = event.iterator();
	const near = from.getTime() - NEAR_MS;
	for (let step = 0, count = 0; step < MOST_STEPS && count < MOST_REPEATS; step += 1) {
		const start = repeats.next();
		const startsAt = start && instantOf(start, zones);
		if (!startsAt || startsAt >= to) return;
		if (startsAt.getTime() < near) continue;
		const { recurrenceId, startDate, endDate, item } = event.getOccurrenceDetails(start);
		if (item.component.getFirstPropertyValue('status') === 'CANCELLED') continue;
		const one = dated(`${event.uid} ${recurrenceId.toICALString()}`, startDate, endDate);
		if (!one) continue;
		yield { ...one, title: titleOf(item) || title };
		count += 1;
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
