import type { LiveEvent } from '#lib/notifications/live-events.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { LiveHub } from '#lib/server/live/live-hub.ts';

const HEARTBEAT_MS = 20_000;
/** Then the browser connects again, and rights and the session are looked at anew. */
const LONGEST_MS = 5 * 60_000;
const RETRY_MS = 3_000;
/** A page that does not read is let go rather than kept in memory. */
const MOST_WAITING = 200;

/**
 * The events of one open page as `text/event-stream`: begins with the bell's present count, lasts five
 * minutes, and says something every twenty seconds so that no proxy takes it for dead.
 */
export function liveStream(hub: LiveHub, actor: Actor, unread: number): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	let leave: () => void = () => undefined;
	return new ReadableStream<Uint8Array>(
		{
			start(controller) {
				const write = (text: string) => {
					if ((controller.desiredSize ?? 0) < 1 - MOST_WAITING) return close();
					controller.enqueue(encoder.encode(text));
				};
				const send = (event: LiveEvent) => write(`data: ${JSON.stringify(event)}\n\n`);
				const remove = hub.add({ actor, send });
				const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
				const end = setTimeout(() => close(), LONGEST_MS);
				leave = () => {
					clearInterval(heartbeat);
					clearTimeout(end);
					remove();
				};
				const close = () => {
					leave();
					controller.close();
				};
				write(`retry: ${RETRY_MS}\n\n`);
				send({ kind: 'bell', unread });
			},
			cancel: () => leave()
		},
		{ highWaterMark: 1 }
	);
}
