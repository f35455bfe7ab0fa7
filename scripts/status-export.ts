import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultLocale, locales } from '#lib/i18n/localized.ts';
import { openDb } from '#lib/server/db/client.ts';
import { readCopy } from '#lib/server/notices/reading/status-copy.ts';
import { statusPage } from '#lib/server/notices/reading/status-page.ts';
import { openTarget } from './database-target.ts';
import { readOptions } from './terminal/options.ts';
import { runScript, UsageError } from './terminal/run-script.ts';

const { values } = readOptions(
	`npm run status:export -- --out FOLDER

Writes the open status page as files that need no portal: index.html in Estonian, ru.html and
en.html. Put them on a host elsewhere, by a timer. Only notices marked public are in them, whether
the portal's own status page is open or not.`,
	{ out: { type: 'string', help: 'Folder to write to', value: 'FOLDER' } }
);

await runScript(async () => {
	if (!values.out) throw new UsageError('Say where to write: --out FOLDER');
	const folder = resolve(values.out);
	const target = await openTarget();
	const { db, close } = openDb(target.url, { max: 2 });
	try {
		const copy = await readCopy(db, new Date());
		mkdirSync(folder, { recursive: true });
		for (const locale of locales)
			writeFileSync(join(folder, fileOf(locale)), statusPage(copy, locale, fileOf));
		console.log(`${copy.notices.length} public notices written to ${folder}`);
	} finally {
		await close();
		await target.release();
	}
});

function fileOf(locale: (typeof locales)[number]): string {
	return locale === defaultLocale ? 'index.html' : `${locale}.html`;
}
