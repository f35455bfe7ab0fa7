import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { config } from '#lib/server/config.ts';
import { migrateTarget, openTarget, settleTarget } from './database-target.ts';
import { syncContent } from './start/content.ts';
import { keepAlive } from './start/keep-alive.ts';
import { runSampleLoader, sampleLoader, sampleState } from './start/sample.ts';
import { readOptions } from './terminal/options.ts';
import { runScript } from './terminal/run-script.ts';
import { step } from './terminal/steps.ts';

readOptions(
	`npm run dev

Serves the portal from its sources on HOST and PORT and shows changes at once. Uses the same
database as "npm start".`,
	{}
);

await runScript(async () => {
	const { host, port } = config();
	const target = await openTarget();
	const watch = keepAlive(target);
	try {
		await migrateTarget(target);
		const access = await settleTarget(target);
		if (target.embedded && (await sampleState(target.url)) === 'none') {
			const load = await sampleLoader();
			await step('Sample organisation', (show) => runSampleLoader(target.url, load, show));
		} else {
			await step('Content', (show) => syncContent(target.url, show));
		}
		await vite(['dev', '--host', host, '--port', String(port), '--strictPort'], {
			DATABASE_URL: access.url,
			ABILAUD_SAMPLE: target.embedded ? '1' : '0',
			ABILAUD_JOBS: '1',
			NODE_OPTIONS: `--import=${import.meta.resolve('./mend-postgres.ts')}`
		});
	} finally {
		watch.stop();
		await target.release();
	}
});

function vite(args: string[], env: Record<string, string>): Promise<void> {
	return new Promise((done, fail) => {
		const child = spawn(resolve('node_modules/.bin/vite'), args, {
			env: { ...process.env, ...env },
			stdio: 'inherit'
		});
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.on(signal, () => child.kill(signal));
		}
		child.on('error', fail);
		child.on('exit', () => done());
	});
}
