import type { Readable } from 'node:stream';
import { and, eq, isNull } from 'drizzle-orm';
import { fileTypeFromBuffer } from 'file-type';
import { invalid, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db, DbOrTx } from '#lib/server/db/client.ts';
import { readStoredFile, storeFile } from '#lib/server/files/storage.ts';
import { stockTakeScan } from './tables.ts';
import { readTake } from './take-access.ts';

/** Larger pictures are not taken in: a phone makes them smaller. */
const LARGEST_PHOTO = 10 * 1024 * 1024;
const PHOTOS = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/avif']);

/**
 * Keeps a picture with a scan, once: sent again it changes nothing. Only by the one who scanned. Its type is what the bytes
 * say. Throws NotFound, Invalid (`photo`) for what is no picture or too large.
 */
export async function keepScanPhoto(
	db: Db,
	actor: Actor,
	input: { takeId: string; scanId: string; photo: File }
): Promise<void> {
	const { takeId, scanId, photo } = input;
	if (!isId(takeId) || !isId(scanId)) throw notFound();
	const own = and(
		eq(stockTakeScan.id, scanId),
		eq(stockTakeScan.stockTakeId, takeId),
		eq(stockTakeScan.personId, actor.personId)
	);
	const [scan] = await db
		.select({ photoKey: stockTakeScan.photoKey })
		.from(stockTakeScan)
		.where(own);
	if (!scan) throw notFound();
	if (scan.photoKey) return;
	if (photo.size > LARGEST_PHOTO) throw invalid({ photo: ['errors_file_large'] });
	const bytes = new Uint8Array(await photo.arrayBuffer());
	const photoType = (await fileTypeFromBuffer(bytes))?.mime ?? '';
	if (!PHOTOS.has(photoType)) throw invalid({ photo: ['errors_file_type'] });
	const photoKey = await storeFile(bytes);
	await db
		.update(stockTakeScan)
		.set({ photoKey, photoType })
		.where(and(own, isNull(stockTakeScan.photoKey)));
}

/** The picture of a scan, for the desk and readers of its stock-take. Throws NotFound. */
export async function openScanPhoto(
	db: DbOrTx,
	actor: Actor,
	input: { takeId: string; scanId: string }
): Promise<{ contents: Readable; mediaType: string }> {
	await readTake(db, actor, input.takeId);
	if (!isId(input.scanId)) throw notFound();
	const [scan] = await db
		.select({ key: stockTakeScan.photoKey, type: stockTakeScan.photoType })
		.from(stockTakeScan)
		.where(and(eq(stockTakeScan.id, input.scanId), eq(stockTakeScan.stockTakeId, input.takeId)));
	if (!scan?.key || !scan.type) throw notFound();
	return { contents: await readStoredFile(scan.key), mediaType: scan.type };
}
