import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../terminal/run-script.ts';

/**
 * Promises that the address can be had. Waits a few seconds for a portal that is just going
 * down, then throws, naming the setting to change.
 */
export async function requireFreePort(host: string, port: number): Promise<void> {
	const deadline = Date.now() + 8_000;
	for (;;) {
		const problem = await tryListen(host, port);
		if (!problem) return;
		if (problem === 'EADDRINUSE' && Date.now() < deadline) {
			await sleep(250);
			continue;
		}
		if (problem === 'EADDRINUSE') {
			throw new UsageError(
				`Port ${port} is taken, perhaps by a portal that still runs. ` +
					'Stop that one, or set PORT to another number.'
			);
		}
		throw new UsageError(`HOST ${host} with PORT ${port} cannot be used here (${problem}).`);
	}
}

function tryListen(host: string, port: number): Promise<string | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
		server.listen({ host, port }, () => server.close(() => resolve(undefined)));
	});
}
