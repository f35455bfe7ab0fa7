import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { and, eq, isNull } from 'drizzle-orm';
import { fileTypeFromBuffer } from 'file-type';
import { invalid, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { equipmentFile } from '#lib/server/equipment/register/tables.ts';
import { readStoredFile, storeFile } from '#lib/server/files/storage.ts';
import { readAct } from './read-act.ts';

/** What a scanner or a phone makes of a signed paper. */
const SCANS = ['application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'image/heic'];
const LARGEST = 20 * 1024 * 1024;

/**
 * Keeps the scan of a paper that was signed, with its act. Its type is what the bytes say. Only the desk of the act's
 * unit. Throws NotFound, and Invalid (`file`) for none, one above 20 MB, or what is no picture and no PDF.
 */
export async function storeScan(
	db: Db,
	actor: Actor,
	input: { actId: string; file: File },
	clock: Clock = systemClock
): Promise<{ id: string }> {
	const { mayKeep, id: recordId, number } = await readAct(db, actor, input.actId);
	if (!mayKeep) throw notFound();
	const { file } = input;
	if (file.size === 0) throw invalid({ file: ['errors_required'] });
	if (file.size > LARGEST) throw invalid({ file: ['errors_file_large'] });
	const bytes = new Uint8Array(await file.arrayBuffer());
	const found = await fileTypeFromBuffer(bytes);
	if (!found || !SCANS.includes(found.mime)) throw invalid({ file: ['errors_file_type'] });
	const row = {
		...{ id: newId(), noun: 'act' as const, recordId, isPhoto: false },
		...{ name: `${number}.${found.ext}`, size: file.size, mediaType: found.mime },
		sha256: createHash('sha256').update(bytes).digest('hex'),
		storageKey: await storeFile(bytes),
		uploadedById: actorPersonId(actor),
		createdAt: clock.now()
	};
	await db.insert(equipmentFile).values(row);
	return { id: row.id };
}

export type OpenedScan = { name: string; size: number; mediaType: string; contents: Readable };

/** The scan of a signed act, for those who may read the act. Throws NotFound. */
export async function openScan(
	db: Db,
	actor: Actor,
	input: { actId: string; fileId: string }
): Promise<OpenedScan> {
	if (!isId(input.fileId)) throw notFound();
	const { id, signatures } = await readAct(db, actor, input.actId);
	if (!signatures.some(({ fileId }) => fileId === input.fileId)) throw notFound();
	const [file] = await db
		.select()
		.from(equipmentFile)
		.where(
			and(
				eq(equipmentFile.id, input.fileId),
				eq(equipmentFile.recordId, id),
				isNull(equipmentFile.removedAt)
			)
		);
	if (!file) throw notFound();
	const { name, size, mediaType } = file;
	return { name, size, mediaType, contents: await readStoredFile(file.storageKey) };
}
