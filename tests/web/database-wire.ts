import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire between a portal and its database that can be cut and mended. */
export type DatabaseWire = {
	/** The database's address through the wire. */
	url: string;
	/** Breaks what is connected and refuses what wants to connect. */
	cut(): Promise<void>;
	mend(): Promise<void>;
};

/** Lays a wire to the database at `url`. */
export async function layWire(url: string): Promise<DatabaseWire> {
	const target = new URL(url);
	const ends = new Set<Socket>();
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
