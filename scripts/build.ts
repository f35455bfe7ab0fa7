import { ensureBuilt } from './start/build.ts';
import { readOptions } from './terminal/options.ts';
import { runScript } from './terminal/run-script.ts';
import { step } from './terminal/steps.ts';

readOptions(
	`npm run build

Builds the portal into ./build when its sources changed. Needs no settings and no database. "npm
start" does the same by itself.`,
	{}
);

await runScript(async () => {
	await step('Build', async (progress) => {
		const built = await ensureBuilt(progress);
		progress(built ? '' : 'nothing changed');
	});
});
