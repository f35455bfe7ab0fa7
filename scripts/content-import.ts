import { importFolder } from './content/import-folder.ts';
import { runSync } from './content/run-sync.ts';
import { readOptions } from './terminal/options.ts';
import { runScript, UsageError } from './terminal/run-script.ts';

const { values, positionals } = readOptions(
	`npm run content:import -- KIND FOLDER [--to FOLDER] [--source en]
npm run content:import -- --overwrite

Turns training modules of another kind into files of ours, below content/training, and lists what
could not be carried over. KIND is markdown (a folder of plain Markdown files; translations in
folders named by language), learn (Microsoft Learn: index.yml, units, quizzes, includes) or
carpentries (episodes/*.md). Modules that are there already are not written over.

With --overwrite it brings the services, answers and notice templates of CONTENT_DIR into the portal, also over what
was edited there. Earlier versions of services stay in their history.`,
	{
		to: { type: 'string', help: 'Where the modules are written', value: 'FOLDER' },
		source: {
			type: 'string',
			help: 'Language the others are translated from',
			value: 'LANGUAGE',
			default: 'en'
		},
		overwrite: { type: 'boolean', help: 'Yes, replace what was edited in the portal' }
	}
);

await runScript(async () => {
	const [kind, folder] = positionals;
	if (kind !== undefined && folder !== undefined) {
		return importFolder({ kind, folder, to: values.to, source: values.source ?? 'en' });
	}
	if (!values.overwrite) {
		throw new UsageError(
			'Say what to import (KIND FOLDER), or --overwrite to replace what was edited in the portal.'
		);
	}
	await runSync({ overwrite: true });
});
