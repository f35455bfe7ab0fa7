import type { Readable } from 'node:stream';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db, DbOrTx } from '#lib/server/db/client.ts';
import { keepFile } from '#lib/server/equipment/register/keep-file.ts';
import { equipmentFile } from '#lib/server/equipment/register/tables.ts';
import { readStoredFile } from '#lib/server/files/storage.ts';
import { getWriteOff } from './get-write-off.ts';

/**
 * Keeps a photo of the things, or the certificate of their disposal, with a write-off. Only the desk that keeps it.
 * Recorded as `write_off.file_added`. Throws NotFound, Invalid (`file`) for what may not be sent.
 */
export async function addWriteOffFile(
	db: Db,
	actor: Actor,
	{ writeOffId, file }: { writeOffId: string; file: File },
	clock: Clock = systemClock
): Promise<void> {
	const { may } = await getWriteOff(db, actor, writeOffId);
	if (!may.keep) throw notFound();
	await keepFile(db, actor, { noun: 'write_off', recordId: writeOffId, file }, clock);
}

/** Photos and papers of a write-off, oldest first. The caller has found it with `getWriteOff`. */
export const writeOffFiles = (db: DbOrTx, writeOffId: string) =>
	db
		.select({
			id: equipmentFile.id,
			name: equipmentFile.name,
			size: equipmentFile.size,
			isPhoto: equipmentFile.isPhoto
		})
		.from(equipmentFile)
		.where(
			and(
				eq(equipmentFile.noun, 'write_off'),
				eq(equipmentFile.recordId, writeOffId),
				isNull(equipmentFile.removedAt)
			)
		)
		.orderBy(asc(equipmentFile.createdAt), asc(equipmentFile.id));

export type WriteOffFile = Awaited<ReturnType<typeof writeOffFiles>>[number];

/** One of them, for everybody who reads the write-off. Throws NotFound for others. */
export async function openWriteOffFile(
	db: Db,
	actor: Actor,
	{ writeOffId, fileId }: { writeOffId: string; fileId: string }
): Promise<{ name: string; size: number; mediaType: string; contents: Readable }> {
	if (!isId(fileId)) throw notFound();
	const { id } = await getWriteOff(db, actor, writeOffId);
	const [file] = await db
		.select()
		.from(equipmentFile)
		.where(
			and(
				eq(equipmentFile.id, fileId),
				eq(equipmentFile.noun, 'write_off'),
				eq(equipmentFile.recordId, id),
				isNull(equipmentFile.removedAt)
			)
		);
	if (!file) throw notFound();
	const { name, size, mediaType, storageKey } = file;
	return { name, size, mediaType, contents: await readStoredFile(storageKey) };
}
