import type { Readable } from 'node:stream';
import { and, eq, isNull } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { getItem } from '#lib/server/equipment/get-item.ts';
import { readStoredFile } from '#lib/server/files/storage.ts';
import { equipmentFile } from './tables.ts';

export type OpenedFile = {
	name: string;
	size: number;
	mediaType: string;
	isPhoto: boolean;
	contents: Readable;
};

/**
 * A file of an item, for those who may see the item; a photo of a model, for everybody who is signed in. Files of acts,
 * repairs and write-offs are opened in their rooms. Throws NotFound for everything else.
 */
export async function openRegisterFile(db: Db, actor: Actor, id: string): Promise<OpenedFile> {
	if (!isId(id)) throw notFound();
	const [file] = await db
		.select()
		.from(equipmentFile)
		.where(and(eq(equipmentFile.id, id), isNull(equipmentFile.removedAt)));
	if (file?.noun === 'item') await getItem(db, actor, file.recordId);
	else if (file?.noun !== 'model' || !file.isPhoto) throw notFound();
	const { name, size, mediaType, isPhoto } = file;
	return { name, size, mediaType, isPhoto, contents: await readStoredFile(file.storageKey) };
}
