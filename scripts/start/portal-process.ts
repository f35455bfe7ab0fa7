import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const mendPostgres = import.meta.resolve('../mend-postgres.ts');

/**
 * The engine takes what the machine has before it looks for garbage: a portal that needs 60 MB would grow to 400. This
 * makes it look sooner, which costs up to a sixth of its time. `scripts/run.mjs` gives the same to "serve".
 */
const littleMemory = ['--max-semi-space-size=16', '--heap-growing-percent=70'];

/** The serving process below "npm start". */
export type PortalProcess = {
	pid: number;
	/** Resolves when it has ended, with its exit code; 0 when it was asked to. */
	ended: Promise<number>;
	/** Asks it to stop and waits; ends it by force after fifteen seconds. */
	stop(): Promise<void>;
};

/**
 * Starts the serving process with these settings and resolves when it listens. A process of its
 * own, so that the preparations take none of its memory; it stops when this one is gone. Rejects
 * when it ends before it listens.
 */
export function startPortalProcess(
	env: Record<string, string | undefined>
): Promise<PortalProcess> {
	return new Promise((resolve, reject) => {
		const child = fork(join(import.meta.dirname, '..', 'serve.ts'), [], {
			// Whoever starts it has settled its role; the owner's address is none of its business.
			env: {
				NODE_ENV: 'production',
				// Of its many threads few ask for memory, and each would get an arena of its own.
				MALLOC_ARENA_MAX: '2',
				...process.env,
				ABILAUD_ROLE: 'settled',
				MIGRATE_DATABASE_URL: undefined,
				...env
			},
			execArgv: [
				'--disable-warning=ExperimentalWarning',
				`--import=${mendPostgres}`,
				...littleMemory
			],
			stdio: ['ignore', 'inherit', 'inherit', 'ipc']
		});
		let stopping = false;
		const ended = new Promise<number>((done) => {
			child.once('exit', (code, signal) => done(stopping ? 0 : (code ?? (signal ? 1 : 0))));
		});
		const stop = async () => {
			stopping = true;
			await stopChild(child, ended);
		};
		child.once('error', reject);
		child.once('message', () => resolve({ pid: child.pid ?? 0, ended, stop }));
		void ended.then((code) =>
			reject(new Error(`The serving process ended with code ${code}; its message is above.`))
		);
	});
}

async function stopChild(child: ChildProcess, ended: Promise<number>): Promise<void> {
	child.kill('SIGTERM');
	const force = setTimeout(() => child.kill('SIGKILL'), 15_000);
	await ended;
	clearTimeout(force);
}
