import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { timeZone } from '#lib/format/moments.ts';

/** Written into the text and not sent beside it: PostgreSQL knows one expression by one text, as groups ask for. */
const zone = sql.raw(`'${timeZone}'`);

/** The town's calendar and clock at a moment: a timestamp of that place, without a zone. */
export const townTime = (moment: SQLWrapper): SQL => sql`(${moment} at time zone ${zone})`;

/** The town's calendar day of a moment. */
export const townDay = (moment: SQLWrapper): SQL => sql`${townTime(moment)}::date`;

/** The moment at which a day of the town, written YYYY-MM-DD, begins; `plus` days later. */
export const townMidnight = (day: string, plus = 0): SQL =>
	sql`(${day}::date + ${plus}::int)::timestamp at time zone ${zone}`;
