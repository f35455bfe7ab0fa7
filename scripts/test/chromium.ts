import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { Progress } from '../terminal/steps.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const places = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium'
];

/**
 * Promises the path of a Chromium that starts: the one of `CHROMIUM_PATH`, one found on this
 * machine, Debian's package (as root with apt), else the one that Playwright downloads.
 */
export async function findChromium(progress: Progress): Promise<string> {
	const named = process.env.CHROMIUM_PATH;
	if (named) {
		if (starts(named)) return named;
		throw new Error(`CHROMIUM_PATH names ${named}, which does not start.`);
	}
	const found = onThisMachine();
	if (found) return found;
	if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
		progress('installing the package chromium');
		run('apt-get', ['update', '-qq']);
		run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
		const installed = onThisMachine();
		if (installed) return installed;
	}
	progress('downloading the one of Playwright');
	const message = run('node_modules/.bin/playwright', ['install', 'chromium']);
	if (starts(chromium.executablePath())) return chromium.executablePath();
	throw new Error(
		`No Chromium could be had. Install one, or name it in CHROMIUM_PATH.\n${message}`
	);
}

function onThisMachine(): string | undefined {
	const path = (process.env.PATH ?? '').split(':');
	const candidates = [
		...names.flatMap((name) => path.map((folder) => `${folder}/${name}`)),
		...places,
		chromium.executablePath()
	];
	return candidates.find((file) => existsSync(file) && starts(file));
}

// Ubuntu has a "chromium-browser" that only says where to get one.
function starts(file: string): boolean {
	const result = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 30_000 });
	return result.status === 0 && /\d+\.\d+/.test(result.stdout);
}

function run(command: string, args: string[]): string {
	const result = spawnSync(command, args, {
		encoding: 'utf8',
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
	});
	return result.status === 0 ? '' : `${result.error?.message ?? ''}${result.stderr ?? ''}`;
}
