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

type Course = { key: string; room: string; inDays: number };

/** Two courses with a teacher: one was held three days ago, one is full and in a week. Needs the modules. */
export async function loadCourses(town: Town, now: Date): Promise<void> {
	const teacher = await town.actor(town.who('author@linn.example'));
	const people = await Promise.all(
		PEOPLE.map((name) => town.actor(town.who(`${name}@linn.example`)))
	);
	const later = (days: number) => fixedClock(new Date(now.getTime() + days * DAY));
	const held = await plan(town, teacher, now, {
		key: 'signing-documents',
		room: '204',
		inDays: -3
	});
	for (const one of people.slice(0, SEATS))
		await signUp(town.db, one, { sessionId: held }, later(-10));
	for (const [n, one] of people.slice(0, SEATS).entries()) {
		const attended = n < SEATS - 1;
		await markAttendance(
			town.db,
			teacher,
			{ sessionId: held, personId: one.personId, attended },
			later(-2.9)
		);
		if (!attended) continue;
		await rateSession(town.db, one, { sessionId: held, rating: 5 - n, feedback: '' }, later(-2.8));
	}
	const coming = await plan(town, teacher, now, {
		key: 'documents-basics',
		room: '101',
		inDays: 7
	});
	for (const one of people) await signUp(town.db, one, { sessionId: coming }, later(-2));
}

async function plan(town: Town, teacher: Actor, now: Date, course: Course): Promise<string> {
	const modules = await listModuleOptions(town.db, 'et');
	const module = modules.find(({ key }) => key === course.key);
	if (!module) throw new Error(`The sample has no module ${course.key}.`);
	const startsAt = new Date(now.getTime() + course.inDays * DAY);
	startsAt.setUTCHours(8, 0, 0, 0);
	const session = await saveSession(
		town.db,
		teacher,
		{
			moduleId: module.id,
			placeId: town.places.get('raekoda') ?? null,
			room: course.room,
			teacherId: teacher.personId,
			teacherName: '',
			locale: 'et',
			seats: SEATS,
			startsAt,
			endsAt: new Date(startsAt.getTime() + 2 * HOUR),
			signUpUntil: new Date(startsAt.getTime() - DAY),
			offerHours: 24,
			note: ''
		},
		fixedClock(new Date(Math.min(startsAt.getTime(), now.getTime()) - 20 * DAY))
	);
	return session.id;
}
