import type { Readable } from 'node:stream';
import { and, eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { can } from '#lib/people/permissions.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { readStoredFile } from '#lib/server/files/storage.ts';
import { findRequestSubject } from './request-subject.ts';
import { attachment, serviceRequest } from './tables.ts';

export type OpenedAttachment = {
	name: string;
	size: number;
	mediaType: string;
	contents: Readable;
};

/**
 * A file of a request, for those who may see the request; internal ones for the desk only. Throws NotFound for
 * everything else, so that nobody learns which files exist.
 */
export async function openAttachment(
	db: Db,
	actor: Actor,
	input: { number: number; fileId: string }
): Promise<OpenedAttachment> {
	if (!isId(input.fileId)) throw notFound();
	const [file] = await db
		.select({
			requestId: serviceRequest.id,
			name: attachment.name,
			size: attachment.size,
			mediaType: attachment.mediaType,
			storageKey: attachment.storageKey,
			internal: attachment.internal
		})
		.from(attachment)
		.innerJoin(serviceRequest, eq(serviceRequest.id, attachment.requestId))
		.where(and(eq(attachment.id, input.fileId), eq(serviceRequest.number, input.number)));
	if (!file) throw notFound();
	const subject = await findRequestSubject(db, file.requestId);
	if (!subject || !can(actor, 'request.read', subject)) throw notFound();
	if (file.internal && !can(actor, 'request.read_internal', subject)) throw notFound();
	const { name, size, mediaType } = file;
	return { name, size, mediaType, contents: await readStoredFile(file.storageKey) };
}
