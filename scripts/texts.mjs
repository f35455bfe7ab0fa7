// Compiles messages/ into src/lib/paraglide, which all other code imports. Plain JavaScript: it
// runs before the Node of the lock file does.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Promises compiled texts that fit messages/; costs a few milliseconds when they do already. */
export function ensureTexts(root) {
	const marker = join(root, 'node_modules', '.cache', 'abilaud', 'texts');
	const hash = hashOf(root);
	const made = existsSync(join(root, 'src', 'lib', 'paraglide', 'messages.js'));
	if (made && existsSync(marker) && readFileSync(marker, 'utf8') === hash) return;

	const bin = join(root, 'node_modules', '.bin');
	const result = spawnSync(
		join(bin, 'paraglide-js'),
		['compile', '--project', './project.inlang', '--outdir', './src/lib/paraglide'],
		{ cwd: root, encoding: 'utf8', env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } }
	);
	if (result.status !== 0) {
		console.error(`✗ Texts: messages/ could not be compiled.\n${result.stdout}${result.stderr}`);
		process.exit(1);
	}
	mkdirSync(dirname(marker), { recursive: true });
	writeFileSync(marker, hash);
}

function hashOf(root) {
	const hash = createHash('sha256');
	const folder = join(root, 'messages');
	for (const name of readdirSync(folder, { recursive: true }).sort()) {
		if (name.endsWith('.json')) hash.update(name).update(readFileSync(join(folder, name)));
	}
	return hash.update(readFileSync(join(root, 'project.inlang', 'settings.json'))).digest('hex');
}
