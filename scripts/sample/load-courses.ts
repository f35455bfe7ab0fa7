import { timeZone } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { markAttendance } from '#lib/server/training/courses/mark-attendance.ts';
import { rateSession } from '#lib/server/training/courses/rate-session.ts';
import { saveSession } from '#lib/server/training/courses/save-session.ts';
import { signUp } from '#lib/server/training/courses/sign-up.ts';
import { listModuleOptions } from '#lib/server/training/modules/list-module-options.ts';
import type { Town } from './sample-town.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const SEATS = 4;
/** The first two of these come to the course that was held; the last one waits for the next. */
const PEOPLE = ['opetaja', 'employee', 'representative', 'manager', 'anne.parn'];

type Course = { key: string; room: string; inDays: number; locale: Locale };

type Planned = { id: string; endsAt: Date };

/** What those who were there said of it. */
const WORDS = ['Sain kohe proovida, aitäh.', 'Rohkem aega küsimusteks.', ''];

/** Courses with a teacher: one was held, one is full and in a week, one has room. Needs the modules. */
export async function loadCourses(town: Town, now: Date): Promise<void> {
	const teacher = await town.actor(town.who('author@linn.example'));
	const people = await Promise.all(
		PEOPLE.map((name) => town.actor(town.who(`${name}@linn.example`)))
	);
	const later = (days: number) => fixedClock(new Date(now.getTime() + days * DAY));
	const held = await plan(town, teacher, now, {
		key: 'signing-documents',
		room: '204',
		inDays: -3,
		locale: 'et'
	});
	for (const one of people.slice(0, SEATS))
		await signUp(town.db, one, { sessionId: held.id }, later(-10));
	for (const [n, one] of people.slice(0, SEATS).entries()) {
		const attended = n < SEATS - 1;
		await markAttendance(
			town.db,
			teacher,
			{ sessionId: held.id, personId: one.personId, attended },
			fixedClock(held.endsAt)
		);
		if (!attended) continue;
		const said = { sessionId: held.id, rating: 5 - n, feedback: WORDS[n] ?? '' };
		await rateSession(town.db, one, said, fixedClock(new Date(held.endsAt.getTime() + HOUR)));
	}
	const coming = await plan(town, teacher, now, {
		key: 'documents-basics',
		room: '101',
		inDays: 7,
		locale: 'et'
	});
	for (const one of people) await signUp(town.db, one, { sessionId: coming.id }, later(-2));
	await plan(town, teacher, now, { key: 'personal-data', room: '101', inDays: 12, locale: 'ru' });
}

/** Ten o'clock of that day in town; of the Friday before or the Monday after it at a weekend. */
function workday(at: Date, past: boolean): Date {
	const day = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
	const over = Math.max(0, day.dayOfWeek - 5);
	const shift = over === 0 ? 0 : past ? -over : 3 - over;
	const ten = day
		.add({ days: shift })
		.with({ hour: 10 })
		.round({ smallestUnit: 'hour', roundingMode: 'floor' });
	return new Date(ten.epochMilliseconds);
}

async function plan(town: Town, teacher: Actor, now: Date, course: Course): Promise<Planned> {
	const modules = await listModuleOptions(town.db, 'et');
	const module = modules.find(({ key }) => key === course.key);
	if (!module) throw new Error(`The sample has no module ${course.key}.`);
	const startsAt = workday(new Date(now.getTime() + course.inDays * DAY), course.inDays < 0);
	const endsAt = new Date(startsAt.getTime() + 2 * HOUR);
	const session = await saveSession(
		town.db,
		teacher,
		{
			moduleId: module.id,
			placeId: town.places.get('raekoda') ?? null,
			room: course.room,
			teacherId: teacher.personId,
			teacherName: '',
			locale: course.locale,
			seats: SEATS,
			startsAt,
			endsAt,
			signUpUntil: new Date(startsAt.getTime() - DAY),
			offerHours: 24,
			note: ''
		},
		fixedClock(new Date(Math.min(startsAt.getTime(), now.getTime()) - 20 * DAY))
	);
	return { id: session.id, endsAt };
}
