import { runSync } from './content/run-sync.ts';
import { readOptions } from './terminal/options.ts';
import { runScript, UsageError } from './terminal/run-script.ts';

const { values } = readOptions(
	`npm run content:import -- --overwrite

Brings the services and answers of CONTENT_DIR into the portal, also over what was edited there.
Earlier versions of services stay in their history.`,
	{ overwrite: { type: 'boolean', help: 'Yes, replace what was edited in the portal' } }
);

await runScript(async () => {
	if (!values.overwrite) {
		throw new UsageError(
			'This replaces what was edited in the portal: say --overwrite if you mean it.'
		);
	}
	await runSync({ overwrite: true });
});
