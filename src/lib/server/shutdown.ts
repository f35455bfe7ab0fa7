/** The event by which scripts/serve.ts asks the portal to put its things away. */
export const shutdownEvent = 'abilaud:shutdown';

/**
 * Has `work` done when the server stops, after the last answer was given. The server waits for
 * it a few seconds.
 */
export function onShutdown(work: () => Promise<void>): void {
	const events: NodeJS.EventEmitter = process;
	events.once(shutdownEvent, (wait: (promise: Promise<void>) => void) => wait(work()));
}
