import { sql, type SQL } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import { trainingModule } from '../modules/tables.ts';
import { courseSeat, courseSession } from './tables.ts';

/** A seat at a course that waits for somebody's answer. Moments are texts, as the database writes them in JSON. */
export type OfferedSeat = {
	sessionId: string;
	titles: Partial<Record<Locale, string>>;
	startsAt: string;
	endsAt: string;
	until: string;
};

type Value = SQL | ReturnType<typeof sql.placeholder>;

/** Seats that are offered to a person now, the first to lapse first, as rows of a larger query. `me` and `now` are SQL values. */
export function offeredSeats(me: Value, now: Value): SQL {
	return sql`
		select s.id as "sessionId", m.titles, s.starts_at as "startsAt", s.ends_at as "endsAt",
			t.offered_until as until
		from ${courseSeat} t
		join ${courseSession} s on s.id = t.session_id
		join ${trainingModule} m on m.id = s.module_id
		where t.person_id = ${me} and t.state = 'offered' and t.offered_until > ${now}::timestamptz
			and s.cancelled_at is null
		order by t.offered_until`;
}
