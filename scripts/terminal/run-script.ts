import { DomainError } from '#lib/errors.ts';
import { ConfigError } from '#lib/server/config.ts';

/**
 * Runs a script's work and ends the process: 0 when it is done, 1 with a message when it throws.
 * Mistakes of whoever called show the message only, everything else with its stack.
 */
export async function runScript(work: () => Promise<void>): Promise<void> {
	// The front door (run.mjs) is gone, perhaps killed: stop as if asked to.
	process.on('disconnect', () => {
		if (!process.emit('SIGTERM')) process.exit(143);
	});
	try {
		await work();
		process.exit(process.exitCode ?? 0);
	} catch (error) {
		console.error(describe(error));
		process.exit(1);
	}
}

function describe(error: unknown): string {
	if (error instanceof ConfigError || error instanceof UsageError) return error.message;
	if (error instanceof DomainError) return JSON.stringify({ ...error, message: error.message });
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Something the caller of a script can put right; shown without a stack. */
export class UsageError extends Error {
	override name = 'UsageError';
}
