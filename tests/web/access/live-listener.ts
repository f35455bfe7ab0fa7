import type { LiveEvent } from '#lib/notifications/live-events.ts';
import type { TestServer } from '#tests/support/server.ts';
import type { Visitor } from '#tests/support/visitor.ts';

type RequestNews = Extract<LiveEvent, { kind: 'request' }>;

/** An open page's ear: `nextRequest` waits for the next news about a request. */
export type LiveListener = { nextRequest(): Promise<RequestNews>; close(): Promise<void> };

/** Connects as an open page does, and resolves when the portal has said its first word. */
export async function listenLive(server: TestServer, visitor: Visitor): Promise<LiveListener> {
	const answer = await visitor.get('/api/live', { headers: { accept: 'text/event-stream' } });
	if (!answer.ok || !answer.body) throw new Error(`${server.origin}/api/live: ${answer.status}`);
	const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
	let rest = '';
	const next = async (): Promise<LiveEvent> => {
		for (;;) {
			const end = rest.indexOf('\n\n');
			if (end < 0) {
				const { value, done } = await reader.read();
				if (done) throw new Error('The portal closed the connection.');
				rest += value;
				continue;
			}
			const data = rest
				.slice(0, end)
				.split('\n')
				.filter((line) => line.startsWith('data:'))
				.map((line) => line.slice(5))
				.join('\n');
			rest = rest.slice(end + 2);
			if (data) return JSON.parse(data) as LiveEvent;
		}
	};
	await next();
	return {
		async nextRequest() {
			for (;;) {
				const event = await next();
				if (event.kind === 'request') return event;
			}
		},
		close: () => reader.cancel()
	};
}
