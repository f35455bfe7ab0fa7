import { resolve } from 'node:path';
import { listAnswerContents } from '#lib/server/catalogue/list-all-answers.ts';
import { listDefinitions } from '#lib/server/catalogue/list-definitions.ts';
import { config } from '#lib/server/config.ts';
import { writeContent } from '#lib/server/content/write-content.ts';
import { openDb } from '#lib/server/db/client.ts';
import { openTarget } from './database-target.ts';
import { readOptions } from './terminal/options.ts';
import { runScript } from './terminal/run-script.ts';

const { values } = readOptions(
	`npm run content:export -- --to FOLDER

Writes the services and answers of the portal as files: services/*.yaml and answers/<slug>/*.md.
Reading them back gives the same content. Files of services that are hidden are not written.`,
	{ to: { type: 'string', help: 'Folder to write to; CONTENT_DIR when left out', value: 'FOLDER' } }
);

await runScript(async () => {
	const folder = values.to ? resolve(values.to) : config().contentDir;
	const target = await openTarget();
	const { db, close } = openDb(target.url, { max: 2 });
	try {
		const services = (await listDefinitions(db)).filter((one) => one.active);
		const answers = (await listAnswerContents(db)).filter((one) => one.active);
		writeContent(folder, { services, answers });
		console.log(`${services.length} services and ${answers.length} answers written to ${folder}`);
	} finally {
		await close();
		await target.release();
	}
});
