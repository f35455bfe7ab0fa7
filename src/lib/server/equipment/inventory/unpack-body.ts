import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { ReportProblem } from './report-problem.ts';

const MEGABYTE = 1024 * 1024;

/** The most that is read from an agent, as it comes. */
export const MOST_SENT = 10 * MEGABYTE;

/** The most that it may become. */
export const MOST_UNPACKED = 60 * MEGABYTE;

const unzip = { gzip: promisify(gunzip), zlib: promisify(inflate) };

/**
 * Reads what an agent sends, at most `MOST_SENT`: what is longer is not read to its end. Throws ReportProblem (413).
 */
export async function readBody(body: ReadableStream<Uint8Array> | null): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of body ?? []) {
		size += part.length;
		if (size > MOST_SENT) throw tooLarge();
		parts.push(part);
	}
	return Buffer.concat(parts);
}

/**
 * Undoes gzip or zlib, which agents say in three different headers or not at all: the first bytes tell. What would
 * become larger than `MOST_UNPACKED` is given up on the way. Throws ReportProblem: 413 then, 400 for a broken stream.
 */
export async function unpackBody(bytes: Buffer): Promise<Buffer> {
	const kind = packing(bytes);
	if (!kind) return bytes;
	try {
		return await unzip[kind](bytes, { maxOutputLength: MOST_UNPACKED });
	} catch (problem) {
		if (problem instanceof RangeError) throw tooLarge();
		throw new ReportProblem(400, 'The compressed body cannot be read.');
	}
}

function packing(bytes: Buffer): keyof typeof unzip | undefined {
	if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
	// The two bytes of a zlib head are a multiple of 31; no letter that begins JSON or XML is 0x78.
	if (bytes[0] === 0x78 && bytes.length > 1 && bytes.readUInt16BE(0) % 31 === 0) return 'zlib';
	return undefined;
}

const tooLarge = () => new ReportProblem(413, 'The report is too large.');
