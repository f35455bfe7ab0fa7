import { and, eq, isNull } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { getItem, mayMove } from '#lib/server/equipment/get-item.ts';
import { itemModel } from '#lib/server/equipment/tables.ts';
import { storeFile } from '#lib/server/files/storage.ts';
import { readUploadedFile } from '#lib/server/files/uploaded-file.ts';
import { equipmentFile, type FileNoun } from './tables.ts';

/** Pictures that every browser shows. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

export type FileInput = {
	noun: FileNoun;
	recordId: string;
	file: File;
	/** Name of the form's field, for what is wrong with the file. */
	field?: string;
};

/**
 * Keeps a file with a record of the equipment room; a picture is shown as a photo of it. What may be sent stands at
 * `readUploadedFile`. Recorded as `<noun>.file_added`. The caller has asked who may. Throws Invalid at the field.
 */
export async function keepFile(
	db: Db,
	actor: Actor,
	{ noun, recordId, file, field = 'file' }: FileInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	const { bytes, ...sent } = await readUploadedFile(file, field);
	const storageKey = await storeFile(bytes);
	const at = clock.now();
	const id = newId();
	await withTransaction(db, async (tx) => {
		await tx.insert(equipmentFile).values({
			...{ id, noun, recordId, isPhoto: SHOWN.has(sent.mediaType), ...sent },
			...{ storageKey, uploadedById: actorPersonId(actor), createdAt: at }
		});
		const after = { name: sent.name, size: sent.size, sha256: sent.sha256 };
		await recordAudit(tx, { actor, action: `${noun}.file_added`, noun, recordId, after, at });
	});
	return { id };
}

/**
 * Keeps a file with an item (the desk within its units) or a photo of a model (who may edit the register). Throws as
 * `keepFile`, and NotFound for a record that is not there or not theirs to change.
 */
export async function addRegisterFile(
	db: Db,
	actor: Actor,
	input: FileInput & { noun: 'item' | 'model' },
	clock: Clock = systemClock
): Promise<{ id: string }> {
	await mustKeep(db, actor, input.noun, input.recordId);
	return keepFile(db, actor, input, clock);
}

/**
 * Takes a file of an item or model away from sight; the record that it was there stays. Recorded as
 * `<noun>.file_removed`. The same people. Throws NotFound.
 */
export async function removeRegisterFile(
	db: Db,
	actor: Actor,
	fileId: string,
	clock: Clock = systemClock
): Promise<void> {
	if (!isId(fileId)) throw notFound();
	const [file] = await db
		.select()
		.from(equipmentFile)
		.where(and(eq(equipmentFile.id, fileId), isNull(equipmentFile.removedAt)));
	if (file?.noun !== 'item' && file?.noun !== 'model') throw notFound();
	const { noun, recordId, name } = file;
	await mustKeep(db, actor, noun, recordId);
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const removed = await tx
			.update(equipmentFile)
			.set({ removedAt: at })
			.where(and(eq(equipmentFile.id, fileId), isNull(equipmentFile.removedAt)))
			.returning({ id: equipmentFile.id });
		if (removed.length === 0) throw notFound();
		const before = { name };
		await recordAudit(tx, { actor, action: `${noun}.file_removed`, noun, recordId, before, at });
	});
}

async function mustKeep(db: Db, actor: Actor, noun: 'item' | 'model', id: string): Promise<void> {
	if (!can(actor, 'equipment.edit') || !isId(id)) throw notFound();
	if (noun === 'item') {
		if (!mayMove(actor, await getItem(db, actor, id))) throw notFound();
		return;
	}
	const [model] = await db.select().from(itemModel).where(eq(itemModel.id, id));
	if (!model) throw notFound();
}
