import type { DatabaseTarget } from '../database-target.ts';

const lookEveryMs = 15_000;

/**
 * Starts the embedded database again when something killed it; the portal says meanwhile that
 * it is away and goes on by itself. Does nothing for a database of one's own.
 */
export function keepAlive(target: DatabaseTarget): { stop(): void } {
	let busy = false;
	const look = async () => {
		if (busy) return;
		busy = true;
		try {
			if (await target.revive()) console.log('The database had ended and was started again.');
		} catch (error) {
			console.error(error instanceof Error ? error.message : error);
		} finally {
			busy = false;
		}
	};
	const timer = target.embedded ? setInterval(() => void look(), lookEveryMs) : undefined;
	return { stop: () => clearInterval(timer) };
}
