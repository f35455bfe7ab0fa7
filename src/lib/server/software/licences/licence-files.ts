import type { Readable } from 'node:stream';
import { eq } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { readStoredFile, storeFile } from '#lib/server/files/storage.ts';
import { readUploadedFile } from '#lib/server/files/uploaded-file.ts';
import { licenceFile, softwareLicence } from './tables.ts';

/**
 * Keeps a contract, order or invoice with a licence, byte for byte. Only the desk of the whole town. What may be sent
 * stands at `readUploadedFile`. Recorded as `licence.file_added`. Throws Forbidden, NotFound, Invalid (`file`).
 */
export async function addLicenceFile(
	db: Db,
	actor: Actor,
	{ licenceId, file }: { licenceId: string; file: File },
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'software.edit')) throw forbidden();
	const find = db.select().from(softwareLicence).where(eq(softwareLicence.id, licenceId));
	const [licence] = isId(licenceId) ? await find : [];
	if (!licence) throw notFound();
	const { bytes, name, size, mediaType, sha256 } = await readUploadedFile(file, 'file');
	const fileKey = await storeFile(bytes);
	const id = newId();
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		await tx.insert(licenceFile).values({
			...{ id, licenceId, name, type: mediaType, bytes: size, sha256, fileKey },
			...{ createdAt: at, createdById: actorPersonId(actor) }
		});
		const after = { name, size, sha256 };
		await recordAudit(tx, {
			...{ actor, action: 'licence.file_added', noun: 'licence', recordId: licenceId, after, at }
		});
	});
	return { id };
}

/** A file of a licence, for desk and auditors. Throws Forbidden, NotFound. */
export async function openLicenceFile(
	db: Db,
	actor: Actor,
	id: string
): Promise<{ name: string; size: number; mediaType: string; contents: Readable }> {
	if (!can(actor, 'software.read')) throw forbidden();
	const [file] = isId(id) ? await db.select().from(licenceFile).where(eq(licenceFile.id, id)) : [];
	if (!file) throw notFound();
	const { name, bytes: size, type: mediaType } = file;
	return { name, size, mediaType, contents: await readStoredFile(file.fileKey) };
}
