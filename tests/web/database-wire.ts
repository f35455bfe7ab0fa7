import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire between a portal and its database that can be cut and mended. */
export type DatabaseWire = {
	/** The database's address through the wire. */
	url: string;
	/** How many times something was asked over it: each costs a way there and back. */
	asked(): number;
	/** Breaks what is connected and refuses what wants to connect. */
	cut(): Promise<void>;
	mend(): Promise<void>;
};

/** Lays a wire to the database at `url`. */
export async function layWire(url: string): Promise<DatabaseWire> {
	const target = new URL(url);
	const ends = new Set<Socket>();
	let asked = 0;
	const server = createServer((near) => {
		const far = connect(Number(target.port), target.hostname);
		for (const [end, other] of [
			[near, far],
			[far, near]
		] as const) {
			ends.add(end);
			end.on('error', () => other.destroy());
			end.on('close', () => {
				ends.delete(end);
				other.destroy();
			});
			end.pipe(other);
		}
		countAsked(near, () => (asked += 1));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const through = new URL(url);
	through.hostname = '127.0.0.1';
	through.port = String(port);
	return {
		url: through.href,
		asked: () => asked,
		async cut() {
			const closed = once(server, 'close');
			server.close();
			for (const end of ends) end.destroy();
			await closed;
		},
		async mend() {
			server.listen(port, '127.0.0.1');
			await once(server, 'listening');
		}
	};
}

/**
 * Reads the messages of a client: a length for the first one, then a letter and a length for each. The database
 * answers after a sync (S) and after a simple query (Q).
 */
function countAsked(client: Socket, count: () => void): void {
	let rest: Buffer = Buffer.alloc(0);
	let greeted = false;
	client.on('data', (piece: Buffer) => {
		rest = Buffer.concat([rest, piece]);
		for (;;) {
			const letter = greeted ? 1 : 0;
			if (rest.length < letter + 4) return;
			const length = letter + rest.readInt32BE(letter);
			if (rest.length < length) return;
			if (greeted && (rest[0] === 0x53 || rest[0] === 0x51)) count();
			greeted = true;
			rest = rest.subarray(length);
		}
	});
}
