import { createInflateRaw } from 'node:zlib';
import { MOST_UNPACKED_BYTES } from '#lib/imports/file-forms.ts';

const PART = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const HEAD = 30;

/**
 * Whether a workbook becomes larger than `MOST_UNPACKED_BYTES` when it is unpacked. What it says of itself is not
 * believed: every part is unpacked and counted, and nothing of it is kept. Ends as soon as there is too much.
 */
export async function unpacksTooLarge(workbook: Uint8Array): Promise<boolean> {
	const bytes = Buffer.from(workbook.buffer, workbook.byteOffset, workbook.byteLength);
	let left = MOST_UNPACKED_BYTES;
	for (let at = bytes.indexOf(PART); at >= 0; at = bytes.indexOf(PART, at + PART.length)) {
		if (at + HEAD > bytes.length) break;
		const isPacked = bytes.readUInt16LE(at + 8) !== 0;
		const data = at + HEAD + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
		if (isPacked) left -= await unpackedSize(bytes.subarray(data), left);
		if (left < 0) return true;
	}
	return false;
}

/** How large a packed part becomes, at least: counting ends above `most`, and where the part is broken. */
async function unpackedSize(packed: Uint8Array, most: number): Promise<number> {
	const inflate = createInflateRaw();
	inflate.end(packed);
	let size = 0;
	try {
		for await (const part of inflate) {
			size += (part as Uint8Array).length;
			if (size > most) break;
		}
	} catch {
		// Whoever reads the rows says what is wrong with the file.
	}
	return size;
}
