import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

// What the built portal is made of. content/ and drizzle/ are read at run time.
const sources = [
	'src',
	'static',
	'messages',
	'project.inlang/settings.json',
	'package.json',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'scripts/browser',
	'scripts/server-build'
];
const made = join('src', 'lib', 'paraglide');

let known: { at: number; hash: string } | undefined;

/** Changes whenever something changes that a build is made of. Tests do not count. Read anew after five seconds. */
export function sourceHash(): string {
	if (known && Date.now() - known.at < 5_000) return known.hash;
	const hash = createHash('sha256');
	for (const source of sources) add(hash, source);
	known = { at: Date.now(), hash: hash.digest('hex') };
	return known.hash;
}

function add(hash: ReturnType<typeof createHash>, path: string): void {
	if (path === made || path.endsWith('.test.ts') || !existsSync(path)) return;
	if (statSync(path).isDirectory()) {
		for (const name of readdirSync(path).sort()) add(hash, join(path, name));
		return;
	}
	hash.update(path).update('\0').update(readFileSync(path)).update('\0');
}
