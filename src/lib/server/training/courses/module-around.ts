import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { TAKES_A_SEAT, type SeatState } from '#lib/training/course-session.ts';
import { isStep, placesOf, type WalkedStep } from '#lib/training/path-steps.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { place } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { heldSlugs } from '../duty/audience-query.ts';
import { completion, obligation } from '../duty/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { courseSeat, courseSession, learningPath, pathStep } from './tables.ts';

/** What stands around a module: where it is taught, and the paths it is a step of. */
export type ModuleAround = {
	/** It is completed by attending a course, not by reading. */
	isAttended: boolean;
	/** The products and systems it teaches. */
	subjects: TaughtSubject[];
	/** The last request that gave it to the reader. */
	requestNumber: number | null;
	sessions: NearSession[];
	paths: NearPath[];
};

export type TaughtSubject = {
	kind: 'product' | 'system';
	slug: string;
	name: LocalizedText;
	/** The reader uses it: it stands among their things. */
	isHeld: boolean;
};

export type NearSession = {
	id: string;
	startsAt: Date;
	endsAt: Date;
	locale: Locale;
	placeName: LocalizedText | null;
	room: string;
	seats: number;
	taken: number;
	waiting: number;
	mine: SeatState | null;
};

export type NearPath = {
	slug: string;
	title: LocalizedText;
	/** The step to do now, where this one is not open yet by a strict order: advice to read, never a lock. */
	before: { slug: string; titles: Partial<Record<Locale, string>> } | null;
};

const MOST_SESSIONS = 5;

/** The surroundings of a module by its address, for one reader. Everybody who is signed in. One query. */
export async function moduleAround(
	db: DbOrTx,
	actor: Actor,
	slug: string,
	now: Date
): Promise<ModuleAround> {
	const at = sql`${now.toISOString()}::timestamptz`;
	const inState = (...states: SeatState[]) =>
		sql`(select count(*)::int from ${courseSeat} t where t.session_id = s.id
			and t.state in (${sql.join(
				states.map((state) => sql`${state}`),
				sql`, `
			)}))`;
	const [row] = await db.execute<Found>(sql`
		select coalesce(m.facts ->> 'completion', '') = 'attended' as "isAttended",
			(select o.request_number from ${obligation} o where o.person_id = ${actor.personId}
				and o.module_id = m.id and o.request_number is not null
				order by o.cycle desc limit 1) as "requestNumber",
			(select coalesce(jsonb_agg(to_jsonb(one)), '[]') from (
				select thing.*, exists (select from (${heldSlugs(isoDay(now))}) held
					where held.person_id = ${actor.personId} and held.kind = thing.kind
						and held.slug = thing.slug) as "isHeld"
				from (
					select 'product' as kind, p.slug, jsonb_build_object('et', p.name, 'ru', p.name) as name
					from ${softwareProduct} p where p.active and m.facts->'software' ? p.slug
					union all
					select 'system', i.slug, i.name from ${informationSystem} i
					where i.active and m.facts->'software' ? i.slug
				) thing order by thing.slug
			) one) as subjects,
			(select coalesce(jsonb_agg(to_jsonb(one)), '[]') from (
				select s.id, s.starts_at as "startsAt", s.ends_at as "endsAt", s.locale,
					p.name as "placeName", s.room, s.seats, mine.state as mine,
					${inState(...TAKES_A_SEAT)} as taken,
					${inState('waiting')} as waiting
				from ${courseSession} s
				left join ${place} p on p.id = s.place_id
				left join ${courseSeat} mine on mine.session_id = s.id
					and mine.person_id = ${actor.personId}
				where s.module_id = m.id and s.ends_at > ${at} and s.cancelled_at is null
				order by s.starts_at, s.id limit ${sql.raw(String(MOST_SESSIONS))}
			) one) as sessions,
			(select coalesce(jsonb_agg(to_jsonb(one)), '[]') from (
				select l.slug, l.title, l.strict, (
					select coalesce(jsonb_agg(to_jsonb(one) order by one.position), '[]') from (
						select e.position, b.id = m.id as "isThis", b.active, b.slug, b.titles,
							exists (select from ${completion} c where c.person_id = ${actor.personId}
								and c.module_id = b.id and c.revoked_at is null) as "isDone",
							exists (select from ${obligation} o where o.person_id = ${actor.personId}
								and o.module_id = b.id and o.closed_at is null) as "isDuty"
						from ${pathStep} e join ${trainingModule} b on b.id = e.module_id
						where e.path_id = l.id
					) one) as steps
				from ${pathStep} step join ${learningPath} l on l.id = step.path_id
				where step.module_id = m.id and l.active order by l.slug
			) one) as paths
		from ${trainingModule} m where m.slug = ${slug}`);
	const nothing = { isAttended: false, subjects: [], requestNumber: null, sessions: [], paths: [] };
	if (!row) return nothing;
	return {
		...row,
		paths: row.paths.map(nearPath),
		sessions: row.sessions.map((session) => ({
			...session,
			startsAt: new Date(session.startsAt),
			endsAt: new Date(session.endsAt)
		}))
	};
}

function nearPath({ slug, title, strict, steps: all }: FoundPath): NearPath {
	const steps = all.filter(isStep);
	const places = placesOf(steps, strict);
	const isLocked = places[steps.findIndex((step) => step.isThis)]?.state === 'locked';
	const before = isLocked ? steps[places.findIndex(({ state }) => state === 'now')] : undefined;
	return { slug, title, before: before ? { slug: before.slug, titles: before.titles } : null };
}

type FoundPath = Omit<NearPath, 'before'> & {
	strict: boolean;
	steps: (WalkedStep & {
		isThis: boolean;
		active: boolean;
		slug: string;
		titles: Partial<Record<Locale, string>>;
	})[];
};

type Found = Omit<ModuleAround, 'sessions' | 'paths'> & {
	paths: FoundPath[];
	sessions: (Omit<NearSession, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string })[];
};
