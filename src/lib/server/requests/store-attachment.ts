import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { storeFile } from '#lib/server/files/storage.ts';
import { readUploadedFile } from '#lib/server/files/uploaded-file.ts';
import { attachment } from './tables.ts';

export type StoredAttachment = { id: string; name: string; size: number; mediaType: string };

/**
 * Keeps an uploaded file of the person until a form or comment takes it over. What may be sent stands at
 * `readUploadedFile`. Throws Invalid at `field`.
 */
export async function storeAttachment(
	db: Db,
	actor: Actor,
	input: { file: File; field?: string },
	clock: Clock = systemClock
): Promise<StoredAttachment> {
	const { bytes, ...sent } = await readUploadedFile(input.file, input.field ?? 'file');
	const row = {
		id: newId(),
		field: input.field ?? null,
		uploadedById: actor.personId,
		...sent,
		storageKey: await storeFile(bytes),
		createdAt: clock.now()
	};
	await db.insert(attachment).values(row);
	const { id, name, size, mediaType } = row;
	return { id, name, size, mediaType };
}
