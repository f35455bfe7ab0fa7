import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { shutdownEvent } from '#lib/server/shutdown.ts';
import { compressAnswer } from './compress.ts';

type Handler = (
	req: IncomingMessage,
	res: ServerResponse,
	next: (error?: unknown) => void
) => unknown;

/** What a portal process needs to know to listen. */
export type ServeOptions = {
	buildFolder: string;
	host: string;
	port: number;
	/** Set when nobody named the portal's address: then only names of this machine are served. */
	loopbackOnly: boolean;
};

/** A listening portal. `stop` answers what is under way, puts things away and resolves. */
export type PortalServer = { port: number; stop(): Promise<void> };

const drainMs = 5_000;
const putAwayMs = 5_000;

/** Serves the built portal until it is stopped. Rejects when the address cannot be had. */
export async function servePortal(options: ServeOptions): Promise<PortalServer> {
	process.env.BODY_SIZE_LIMIT ??= '25M';
	if (options.loopbackOnly) process.env.PROTOCOL_HEADER = 'x-abilaud-protocol';
	const file = pathToFileURL(join(options.buildFolder, 'handler.js')).href;
	const { handler } = (await import(file)) as { handler: Handler };

	const live = new Set<ServerResponse>();
	const server = createServer((req, res) => {
		live.add(res);
		res.on('close', () => live.delete(res));
		// The built portal trusts these headers where a setting names them, and none names this one.
		delete req.headers['x-abilaud-protocol'];
		if (options.loopbackOnly) {
			if (!isLoopbackName(req.headers.host)) return void refuse(res);
			req.headers['x-abilaud-protocol'] = 'http';
		}
		compressAnswer(req, res);
		Promise.resolve(handler(req, res, () => notFound(res))).catch((error: unknown) => {
			console.error(error);
			if (!res.headersSent) res.writeHead(500);
			res.end();
		});
	});
	// Longer than a proxy keeps its side open, so that it never writes into a closing connection.
	server.keepAliveTimeout = 65_000;
	await listen(server, options);
	const address = server.address();
	return {
		port: typeof address === 'object' && address ? address.port : options.port,
		stop: () => stop(server, live)
	};
}

function listen(server: Server, { host, port }: ServeOptions): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen({ host, port }, () => {
			server.off('error', reject);
			resolve();
		});
	});
}

async function stop(server: Server, live: Set<ServerResponse>): Promise<void> {
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	server.closeIdleConnections();
	// Live updates never end by themselves; the browser connects again to the next process.
	for (const res of live) {
		if (String(res.getHeader('content-type')).startsWith('text/event-stream')) res.destroy();
	}
	await Promise.race([closed, later(drainMs)]);
	server.closeAllConnections();

	const putAway: Promise<void>[] = [];
	const events: NodeJS.EventEmitter = process;
	events.emit(shutdownEvent, (promise: Promise<void>) => putAway.push(promise));
	await Promise.race([Promise.allSettled(putAway), later(putAwayMs)]);
}

function later(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function isLoopbackName(host: string | undefined): boolean {
	return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host ?? '');
}

function refuse(res: ServerResponse): void {
	res.writeHead(421, { 'content-type': 'text/plain' });
	res.end('This portal is served to this machine only. Set ORIGIN to the address people use.\n');
}

function notFound(res: ServerResponse): void {
	res.writeHead(404, { 'content-type': 'text/plain' });
	res.end('Not found\n');
}
