import { once } from 'node:events';
import { ReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { config } from '#lib/server/config.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { log } from '#lib/server/web/log.ts';
import { FileGone, saysNoRoom, StorageFull, systemCode } from './storage-problem.ts';

let disk: Disk | undefined;

/** Where uploaded files are: `files` in the folder DATA_DIR. What they are called there says nothing. */
export function filesFolder(): string {
	return join(config().dataDir, 'files');
}

/**
 * Keeps a file and returns the key under which it is found again. The key is ours, never the
 * name that somebody gave the file. The file is complete when this returns; write the row that
 * names the key afterwards, so that no row ever points to nothing. Throws StorageFull when the disk takes no more;
 * then nothing of the file is left.
 */
export async function storeFile(contents: Uint8Array): Promise<string> {
	const id = newId();
	// The end of a v7 id is random, so folders fill evenly.
	const key = `${id.slice(-2)}/${id}`;
	try {
		await storage().put(key, contents);
	} catch (problem) {
		await deleteStoredFile(key).catch(() => undefined);
		if (!saysNoRoom(problem)) throw problem;
		log.error({ reason: String(problem), folder: filesFolder() }, 'a file could not be kept');
		throw new StorageFull('The files folder takes no more.', { cause: problem });
	}
	return key;
}

/** The stored bytes as a stream that is open, for a download. Throws FileGone when there is no such file. */
export async function readStoredFile(key: string): Promise<Readable> {
	const stream = await storage().getStream(key);
	// A file is opened after its stream was made; an answer that has begun could only be cut off.
	if (!(stream instanceof ReadStream) || !stream.pending) return stream;
	try {
		await once(stream, 'open');
		return stream;
	} catch (problem) {
		if (systemCode(problem) !== 'ENOENT') throw problem;
		log.error({ key }, 'a stored file is missing');
		throw new FileGone(`The stored file ${key} is missing.`, { cause: problem });
	}
}

/** Removes a stored file; one that is already gone is fine. */
export async function deleteStoredFile(key: string): Promise<void> {
	await storage().delete(key);
}

function storage(): Disk {
	disk ??= new Disk(new FSDriver({ location: filesFolder(), visibility: 'private' }));
	return disk;
}
