// Brings node_modules in line with package-lock.json. Plain JavaScript: runs before packages exist.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Promises that the packages in `node_modules` are those of `package-lock.json`: installs them
 * with `npm ci` when they are missing or others, and remembers the lock file's hash so that the
 * next call costs a few milliseconds. Ends the process with a message when npm fails.
 */
export async function ensureInstalled(root) {
	const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
	const marker = join(root, 'node_modules', '.abilaud-lock');
	const hash = createHash('sha256')
		.update(`${process.platform} ${process.arch}\n`)
		.update(lockText)
		.digest('hex');
	if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return;

	const wanted = JSON.parse(lockText).packages;
	if (!matchesHiddenLock(root, wanted)) await npmCi(root, Object.keys(wanted).length - 1);
	writeFileSync(marker, hash);
}

// npm writes what it really installed to node_modules/.package-lock.json, so an installation made
// by hand is recognised and not repeated.
function matchesHiddenLock(root, wanted) {
	const file = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(file)) return false;
	const installed = JSON.parse(readFileSync(file, 'utf8')).packages;
	return Object.entries(wanted).every(
		([path, entry]) =>
			path === '' ||
			(installed[path] ? installed[path].version === entry.version : entry.optional === true)
	);
}

async function npmCi(root, total) {
	const started = Date.now();
	const line = (text) => process.stdout.write(text);
	const tty = process.stdout.isTTY;
	line(tty ? '' : `… Packages: installing up to ${total} from package-lock.json\n`);
	const timer = setInterval(
		() => {
			const text = `… Packages: ${countPackages(root)} of up to ${total}, ${seconds(started)}`;
			line(tty ? `\r\u001b[2K${text}` : `${text}\n`);
		},
		tty ? 500 : 10_000
	);
	const code = await runNpm(root);
	clearInterval(timer);
	if (code !== 0) {
		console.error(`\n✗ Packages: "npm ci" failed with code ${code}. Its message is above.`);
		process.exit(1);
	}
	line(`${tty ? '\r\u001b[2K' : ''}✓ Packages: installed, ${seconds(started)}\n`);
}

function runNpm(root) {
	// Not the npm or node of node_modules: "npm ci" deletes that folder while it works.
	const path = (process.env.PATH ?? '')
		.split(delimiter)
		.filter((part) => !part.includes('node_modules'));
	const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
	const found = path.some((folder) => existsSync(join(folder, 'npm')));
	const [command, first] =
		found || !process.env.npm_execpath
			? ['npm', []]
			: [process.execPath, [process.env.npm_execpath]];
	return new Promise((resolve) => {
		const child = spawn(command, [...first, ...args, '--loglevel=error', '--progress=false'], {
			cwd: root,
			env: { ...process.env, PATH: path.join(delimiter), NODE_ENV: 'development' },
			stdio: ['ignore', 'ignore', 'inherit']
		});
		child.on('error', (error) => {
			console.error(`\nnpm could not be started: ${error.message}`);
			resolve(1);
		});
		child.on('exit', (code) => resolve(code ?? 1));
	});
}

function countPackages(root) {
	const folder = join(root, 'node_modules');
	if (!existsSync(folder)) return 0;
	let count = 0;
	for (const name of readdirSync(folder)) {
		if (name.startsWith('.')) continue;
		count += name.startsWith('@') ? readdirSync(join(folder, name)).length : 1;
	}
	return count;
}

function seconds(started) {
	return `${Math.round((Date.now() - started) / 1000)} s`;
}
