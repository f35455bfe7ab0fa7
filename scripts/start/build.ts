import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Progress } from '../terminal/steps.ts';
import { sourceHash } from './source-hash.ts';

const marker = join('build', '.abilaud-build');
// What vite itself needs from the environment; settings and secrets of the portal stay outside.
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NODE_OPTIONS', 'npm_config_cache'];

/** Is the build in ./build the one of these sources? */
export function isBuilt(): boolean {
	return existsSync(marker) && readFileSync(marker, 'utf8') === sourceHash();
}

/**
 * Builds the portal when its sources changed, in an environment without settings or secrets.
 * Returns whether there was something to build. Throws with vite's output when it fails.
 */
export async function ensureBuilt(progress: Progress): Promise<boolean> {
	if (isBuilt()) return false;
	const hash = sourceHash();
	rmSync(marker, { force: true });
	progress('about a minute');
	await run('node_modules/.bin/vite', ['build'], progress);
	writeFileSync(marker, hash);
	return true;
}

/** Compiles the texts of messages/ when a check or a script needs them before a build. */
export function compileMessages(): Promise<void> {
	const folder = ['--project', './project.inlang', '--outdir', './src/lib/paraglide'];
	return run('node_modules/.bin/paraglide-js', ['compile', ...folder], () => undefined);
}

function run(command: string, args: string[], progress: Progress): Promise<void> {
	const env = Object.fromEntries(
		passedOn.filter((name) => process.env[name]).map((name) => [name, process.env[name]])
	);
	return new Promise((done, fail) => {
		const child = spawn(resolve(command), args, {
			env: { ...env, NODE_ENV: 'production', NO_COLOR: '1' },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		let output = '';
		const read = (chunk: Buffer) => {
			output = (output + chunk.toString()).slice(-20_000);
			const counted = /(?:transforming|rendering chunks) ?\((\d+)\)/.exec(chunk.toString());
			if (counted) progress(`${counted[1]} parts`);
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		const killed = () => child.kill('SIGTERM');
		process.once('exit', killed);
		child.on('error', fail);
		child.on('exit', (code) => {
			process.off('exit', killed);
			if (code === 0) done();
			else fail(new Error(`${command} ${args.join(' ')} failed:\n${output}`));
		});
	});
}
