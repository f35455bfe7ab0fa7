import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { listAnswerContents } from '#lib/server/catalogue/list-all-answers.ts';
import { listDefinitions } from '#lib/server/catalogue/list-definitions.ts';
import { config } from '#lib/server/config.ts';
import { writeContent } from '#lib/server/content/write-content.ts';
import { openDb } from '#lib/server/db/client.ts';
import { listTemplateContents } from '#lib/server/notices/writing/list-templates.ts';
import { writeTemplateFile } from '#lib/server/notices/writing/template-file.ts';
import { exportTraining } from '#lib/server/training/modules/export-training.ts';
import { openTarget } from './database-target.ts';
import { readOptions } from './terminal/options.ts';
import { runScript } from './terminal/run-script.ts';

const { values } = readOptions(
	`npm run content:export -- --to FOLDER

Writes the portal's content as files: services/*.yaml, answers/<slug>/*.md, notices/*.yaml, and the
training modules that are written in the portal as training/<slug>/{et,ru,en}.md with their pictures.
Reading them back gives the same content. What is hidden is not written.`,
	{
		to: { type: 'string', help: 'Folder to write to; CONTENT_DIR when left out', value: 'FOLDER' },
		all: { type: 'boolean', help: 'Modules that came from files, too' }
	}
);

await runScript(async () => {
	const folder = values.to ? resolve(values.to) : config().contentDir;
	const target = await openTarget();
	const { db, close } = openDb(target.url, { max: 2 });
	try {
		const services = (await listDefinitions(db)).filter((one) => one.active);
		const answers = (await listAnswerContents(db)).filter((one) => one.active);
		writeContent(folder, { services, answers });
		const templates = (await listTemplateContents(db)).filter((one) => one.active);
		const files = templates.map(({ slug, content }) => [
			`${slug}.yaml`,
			writeTemplateFile(content)
		]);
		writeFiles(join(folder, 'notices'), new Map(files as [string, string][]));
		const modules = await exportTraining(db, { all: values.all });
		for (const { files } of modules) writeFiles(join(folder, 'training'), files);
		const count = `${services.length} services, ${answers.length} answers`;
		const others = `${templates.length} notice templates, ${modules.length} modules`;
		console.log(`${count}, ${others} written to ${folder}`);
	} finally {
		await close();
		await target.release();
	}
});

function writeFiles(folder: string, files: ReadonlyMap<string, string | Uint8Array>): void {
	for (const [path, content] of files) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), content);
	}
}
