import { spawn } from 'node:child_process';
import {
	cpSync,
	existsSync,
	readFileSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { Progress } from '../terminal/steps.ts';
import { whileNobodyBuilds } from './build-lock.ts';
import { sourceHash } from './source-hash.ts';

const marker = join('build', '.abilaud-build');
const copies = resolve('node_modules', '.cache', 'abilaud', 'builds');
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
	return whileNobodyBuilds(async () => {
		if (isBuilt()) return false;
		const hash = sourceHash();
		rmSync(marker, { force: true });
		progress('about a minute');
		await run('node_modules/.bin/vite', ['build'], progress);
		writeFileSync(marker, hash);
		return true;
	});
}

/**
 * Builds when needed and returns a copy of the build that stays as it is while somebody edits
 * and builds again, for tests to serve. The last three copies are kept.
 */
export async function buildForTests(): Promise<string> {
	await ensureBuilt(() => undefined);
	return whileNobodyBuilds(async () => {
		const hash = existsSync(marker) ? readFileSync(marker, 'utf8').slice(0, 12) : 'none';
		const copy = join(copies, hash);
		if (existsSync(copy)) return copy;
		cpSync('build', `${copy}.new`, { recursive: true });
		renameSync(`${copy}.new`, copy);
		const others = readdirSync(copies)
			.map((name) => join(copies, name))
			.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
		for (const old of others.slice(3)) rmSync(old, { recursive: true, force: true });
		return copy;
	});
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
