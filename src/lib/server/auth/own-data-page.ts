import { formatDate, formatTime } from '#lib/format/dates.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { writeOwnData } from './own-data.ts';

type Rows = Record<string, unknown>[];
type OwnData = {
	person: Rows;
	records: Record<string, Rows>;
	namedIn: Record<string, unknown[]>;
	auditLog: { about: Rows; by: Rows };
};

/**
 * The same data as `writeOwnData`, as one page to read, keep or print: what is empty is left out, names of tables and
 * columns stay as they are stored. It needs nothing from anywhere.
 */
export async function ownDataPage(
	db: Db,
	actor: Actor,
	now: Date,
	locale: Locale
): Promise<string> {
	const pieces = await Array.fromAsync(writeOwnData(db, actor, now));
	const data = JSON.parse(pieces.join('')) as OwnData;
	const title = escaped(m.leaving_data_title());
	const made = m.leaving_data_made({ day: formatDate(now, locale), time: formatTime(now, locale) });
	const named = Object.entries(data.namedIn).filter(([, rows]) => rows.length > 0);
	return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${title}</title></head><body>
<h1>${title}</h1><p>${escaped(made)}</p>
<h2>${escaped(m.leaving_data_you())}</h2>${data.person.map(listOf).join('')}
<h2>${escaped(m.leaving_data_records())}</h2>${Object.entries(data.records).map(tableOf).join('')}
<h2>${escaped(m.leaving_data_named())}</h2><ul>${named
		.map(([name, rows]) => `<li>${escaped(wordsOf(name))}: ${rows.length}</li>`)
		.join('')}</ul>
<h2>${escaped(m.leaving_data_log())}</h2>${tableOf(['about', data.auditLog.about])}${tableOf(['by', data.auditLog.by])}
</body></html>`;
}

function tableOf([name, rows]: [string, Rows]): string {
	if (rows.length === 0) return '';
	const count = escaped(m.leaving_data_rows({ count: String(rows.length) }));
	return `<h3>${escaped(wordsOf(name))}</h3><p>${count}</p>${rows.map(listOf).join('<hr>')}`;
}

const listOf = (row: Record<string, unknown>): string =>
	`<dl>${Object.entries(row)
		.filter(([, value]) => value !== null && value !== '')
		.map(([name, value]) => `<dt>${escaped(wordsOf(name))}</dt><dd>${escaped(textOf(value))}</dd>`)
		.join('')}</dl>`;

/** `software_seat.person_id` is "software seat" to a reader. */
const wordsOf = (name: string): string => (name.split('.')[0] ?? '').replaceAll('_', ' ');

const textOf = (value: unknown): string =>
	typeof value === 'object' ? JSON.stringify(value) : String(value);

const escaped = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
