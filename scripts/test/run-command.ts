import { spawn, type ChildProcess } from 'node:child_process';

// Settings and secrets of whoever runs the tests must not reach them.
const settings =
	/^(DATABASE_URL|MIGRATE_DATABASE_URL|DATABASE_POOL|SMTP_URL|MAIL_FROM|DATA_DIR|CONTENT_DIR|ORIGIN|HOST|PORT|WORKERS|ABILAUD_\w+)$/;
const running = new Set<ChildProcess>();
process.on('exit', () => {
	for (const child of running) child.kill('SIGTERM');
});

/** Runs a program of the checks, without the portal's settings, and gathers what it says. */
export function runCommand(
	program: string,
	args: string[],
	env: Record<string, string> = {}
): Promise<{ code: number; output: string }> {
	const clean = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !settings.test(name))
	);
	return new Promise((done) => {
		const child = spawn(program, args, {
			env: { ...clean, NO_COLOR: '1', FORCE_COLOR: undefined, CI: 'true', ...env },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		running.add(child);
		let output = '';
		child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.on('error', (error) => done({ code: 1, output: error.message }));
		child.on('close', (code) => {
			running.delete(child);
			done({ code: code ?? 1, output });
		});
	});
}
