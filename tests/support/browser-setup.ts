import { buildForTests } from '#scripts/start/build.ts';
import { findChromium } from '#scripts/test/chromium.ts';
import { dropForgottenDatabases } from './database.ts';
import { ensureSampleTemplate } from './sample-template.ts';
import { useTestServer } from './test-server.ts';

/** Runs once before the browser tests; what it returns runs once after them. */
export default async function setup(): Promise<() => Promise<void>> {
	process.env.CHROMIUM_PATH = await findChromium(() => undefined);
	const release = await useTestServer();
	await dropForgottenDatabases();
	process.env.ABILAUD_BUILD = await buildForTests();
	await ensureSampleTemplate();
	return release;
}
