import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { useTestServer } from '#tests/support/test-server.ts';
import { checks } from './test/checks.ts';
import { findChromium } from './test/chromium.ts';
import { runChecks } from './test/schedule.ts';
import { readOptions } from './terminal/options.ts';
import { runScript, UsageError } from './terminal/run-script.ts';
import { step } from './terminal/steps.ts';

const { values } = readOptions(
	`npm test

Runs every check: format, lint, types, direction, texts, content, schema against migrations, a
build without secrets, and the unit, domain, web and browser tests. Sets up all it needs. Ends
with one line "N passed, N failed" and a non-zero exit when something failed.`,
	{
		only: {
			type: 'string',
			value: 'NAMES',
			help: `Only these checks, by comma: ${checks.map((check) => check.name).join(', ')}`
		}
	}
);

await runScript(async () => {
	const wanted = values.only?.split(',').map((name) => name.trim());
	const unknown = wanted?.find((name) => !checks.some((check) => check.name === name));
	if (unknown) throw new UsageError(`There is no check "${unknown}".`);
	const chosen = wanted ? checks.filter((check) => wanted.includes(check.name)) : checks;

	process.on('SIGINT', () => process.exit(130));
	process.on('SIGTERM', () => process.exit(143));
	if (chosen.some((check) => check.name === 'browser') && existsSync('tests/e2e')) {
		process.env.CHROMIUM_PATH = await step('Chromium', async (progress) => {
			const path = await findChromium(progress);
			progress(path);
			return path;
		});
	}
	// One server for all the checks; each of them would start its own otherwise.
	const release = await step('Test database', useTestServer);
	const total = await runChecks(chosen, Math.max(2, availableParallelism()));
	await release();
	if (total.failed > 0) console.log(`\nFailed: ${total.failedNames.join(', ')}`);
	console.log(`${total.passed} passed, ${total.failed} failed`);
	process.exitCode = total.failed === 0 ? 0 : 1;
});
