import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, createBrotliCompress, createGzip, brotliCompress, gzip } from 'node:zlib';
import type { BrotliOptions, ZlibOptions } from 'node:zlib';

type Coding = 'br' | 'gzip';
type Chunk = Uint8Array | string;

const smallest = 1024;
const compressible =
	/^(text\/(html|css|csv|plain|xml|javascript)|application\/([a-z-]+\+)?(json|xml|javascript)|image\/svg)/;
const brotliOptions: BrotliOptions = {
	params: {
		[constants.BROTLI_PARAM_QUALITY]: 4,
		[constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT
	}
};
const gzipOptions: ZlibOptions = { level: 5 };

/**
 * Compresses the answer when the browser takes it, it is text and it is larger than 1 KB. An
 * answer given in one piece is compressed in one piece; a streamed one piece by piece, each sent
 * at once. Assets of the build come compressed already and pass through untouched.
 */
export function compressAnswer(req: IncomingMessage, res: ServerResponse): void {
	const coding = accepted(req.headers['accept-encoding']);
	if (!coding || req.method === 'HEAD' || req.url?.startsWith('/_app/')) return;

	const writeHead = res.writeHead.bind(res);
	const write = res.write.bind(res);
	const end = res.end.bind(res);
	let held: Buffer | undefined;
	let decided = false;
	let stream: ReturnType<typeof createGzip> | ReturnType<typeof createBrotliCompress> | undefined;

	const openStream = () => {
		res.writeHead = writeHead;
		prepare(res, coding);
		stream =
			coding === 'br'
				? createBrotliCompress({ ...brotliOptions, flush: constants.BROTLI_OPERATION_FLUSH })
				: createGzip({ ...gzipOptions, flush: constants.Z_SYNC_FLUSH });
		stream.on('data', (piece: Buffer) => {
			if (!write(piece)) stream?.pause();
		});
		stream.on('end', () => end());
		// Whoever writes waits for the answer to drain; what was full is the compressor.
		stream.on('drain', () => res.emit('drain'));
		res.on('drain', () => stream?.resume());
		res.on('close', () => stream?.destroy());
		if (held) stream.write(held);
		held = undefined;
	};

	// Kept back until it is known whether the answer will be compressed.
	res.writeHead = ((status: number, ...rest: unknown[]) => {
		const headers = rest.findLast((part) => typeof part === 'object' && part !== null);
		for (const [name, value] of Object.entries((headers ?? {}) as Record<string, string>)) {
			res.setHeader(name, value);
		}
		res.statusCode = status;
		return res;
	}) as typeof res.writeHead;

	res.write = ((chunk: Chunk, ...rest: unknown[]) => {
		if (!decided) {
			decided = true;
			if (!worthwhile(res)) restore();
			else {
				held = bytes(chunk);
				// A page that is complete ends in the same turn of the event loop; one that is still
				// waiting for something must be shown as far as it is.
				setImmediate(() => {
					if (held) openStream();
				});
				return true;
			}
		}
		if (held) openStream();
		if (!stream) return write(chunk, ...(rest as []));
		return stream.write(chunk);
	}) as typeof res.write;

	res.end = ((chunk?: Chunk | (() => void), ...rest: unknown[]) => {
		const last = typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : undefined;
		if (stream) {
			if (last) stream.end(last);
			else stream.end();
			return res;
		}
		const whole = held ? (last ? Buffer.concat([held, bytes(last)]) : held) : last && bytes(last);
		const fits = whole && whole.length >= smallest && (held || (!decided && worthwhile(res)));
		held = undefined;
		decided = true;
		restore();
		if (!fits) return whole ? end(whole) : end(chunk as Chunk, ...(rest as []));
		const done = (error: Error | null, packed: Buffer) => {
			if (res.destroyed) return;
			if (error) return void end(whole);
			prepare(res, coding);
			res.setHeader('content-length', packed.length);
			end(packed);
		};
		if (coding === 'br') brotliCompress(whole, brotliOptions, done);
		else gzip(whole, gzipOptions, done);
		return res;
	}) as typeof res.end;

	function restore() {
		res.writeHead = writeHead;
		res.write = write;
		res.end = end;
	}
}

function accepted(header: string | string[] | undefined): Coding | undefined {
	const text = String(header ?? '');
	if (/\bbr\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/.test(text)) return 'br';
	if (/\bgzip\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/.test(text)) return 'gzip';
	return undefined;
}

function worthwhile(res: ServerResponse): boolean {
	const type = String(res.getHeader('content-type') ?? '');
	return (
		res.statusCode !== 204 &&
		res.statusCode !== 206 &&
		res.statusCode !== 304 &&
		compressible.test(type) &&
		!res.hasHeader('content-encoding') &&
		!String(res.getHeader('cache-control') ?? '').includes('no-transform')
	);
}

function prepare(res: ServerResponse, coding: Coding): void {
	res.setHeader('content-encoding', coding);
	res.removeHeader('content-length');
	const vary = String(res.getHeader('vary') ?? '');
	if (!/accept-encoding/i.test(vary)) {
		res.setHeader('vary', vary ? `${vary}, Accept-Encoding` : 'Accept-Encoding');
	}
	const etag = res.getHeader('etag');
	if (typeof etag === 'string' && !etag.startsWith('W/')) res.setHeader('etag', `W/${etag}`);
}

function bytes(chunk: Chunk): Buffer {
	return typeof chunk === 'string'
		? Buffer.from(chunk)
		: Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
