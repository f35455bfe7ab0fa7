// The front door of every npm script. Plain JavaScript without dependencies, because it runs on
// whatever Node the machine has (20 or newer) before anything is installed. It installs the
// packages of package-lock.json when they are missing or out of date, compiles the texts, then
// runs scripts/<name>.ts on the Node that the lock file brings.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { ensureTexts } from './texts.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name, ...args] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < 20) {
	console.error(`Node 20 or newer is needed; this is ${process.versions.node}.`);
	process.exit(1);
}
const script = join(root, 'scripts', `${name}.ts`);
if (!name || !/^[a-z-]+$/.test(name) || !existsSync(script)) {
	console.error('Usage: node scripts/run.mjs <script> [options]');
	process.exit(1);
}

process.chdir(root);
await ensureInstalled(root);
ensureTexts(root);

const child = spawn(
	nodeOfTheLockFile(),
	[
		'--disable-warning=ExperimentalWarning',
		`--import=${pathToFileURL(join(root, 'scripts', 'mend-postgres.ts')).href}`,
		// As scripts/start/portal-process.ts says.
		...(name === 'serve' ? ['--max-semi-space-size=16', '--heap-growing-percent=70'] : []),
		script,
		...args
	],
	{
		// The channel lets the script notice that this process is gone, however it went.
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
		env: {
			...process.env,
			PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
			// What was compiled once is not compiled again at the next start.
			NODE_COMPILE_CACHE:
				process.env.NODE_COMPILE_CACHE ??
				join(root, 'node_modules', '.cache', 'abilaud', 'compiled')
		}
	}
);
child.on('error', (error) => {
	console.error(error.message);
	process.exit(1);
});
child.on('exit', (code, signal) => {
	process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
	process.exit();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => child.kill(signal));
}
leaveWithNpm();

function nodeOfTheLockFile() {
	const installed = join(root, 'node_modules', '.bin', 'node');
	if (existsSync(installed)) return installed;
	if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath;
	console.error('The Node of the lock file is missing: run "npm rebuild node" and try again.');
	process.exit(1);
}

// npm killed with SIGKILL passes nothing on; without this the portal would keep the port. Between
// npm and this process there is a shell, which outlives npm.
function leaveWithNpm() {
	if (!process.env.npm_lifecycle_event) return;
	const shell = process.ppid;
	const npm = isShell(shell) ? parentOf(shell) : undefined;
	const timer = setInterval(() => {
		const gone = process.ppid !== shell || (npm !== undefined && parentOf(shell) !== npm);
		if (gone) child.kill('SIGTERM');
	}, 1000);
	timer.unref();
}

function isShell(pid) {
	return readProcess(pid, 'cmdline').includes('scripts/run.mjs');
}

// The fourth field; the second, a name in brackets, may hold spaces.
function parentOf(pid) {
	const fields = readProcess(pid, 'stat').split(') ').at(-1)?.split(' ');
	return fields?.[1];
}

function readProcess(pid, file) {
	try {
		return readFileSync(`/proc/${pid}/${file}`, 'utf8');
	} catch {
		return '';
	}
}
