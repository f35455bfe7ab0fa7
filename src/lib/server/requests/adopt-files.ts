import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { attachment } from './tables.ts';

/**
 * Gives the asker's own uploads to a request, a comment of it when named. A file that another request of the same
 * form has already is listed with this one too: the bytes are stored once.
 */
export async function adoptFiles(
	tx: Tx,
	actor: Actor,
	requestId: string,
	fileIds: string[],
	at: Date,
	to: { commentId?: string; internal?: boolean } = {}
): Promise<void> {
	if (fileIds.length === 0) return;
	const adopted = await tx
		.update(attachment)
		.set({ requestId, commentId: to.commentId ?? null, internal: to.internal ?? false })
		.where(
			and(
				inArray(attachment.id, fileIds),
				eq(attachment.uploadedById, actor.personId),
				isNull(attachment.requestId)
			)
		)
		.returning({ id: attachment.id });
	const taken = new Set(adopted.map((row) => row.id));
	const rest = fileIds.filter((id) => !taken.has(id));
	if (rest.length === 0) return;
	const shared = await tx
		.select()
		.from(attachment)
		.where(and(inArray(attachment.id, rest), eq(attachment.uploadedById, actor.personId)));
	const copies = shared
		.filter((file) => file.requestId !== requestId)
		.map((file) => ({ ...file, id: newId(), requestId, createdAt: at }));
	if (copies.length > 0) await tx.insert(attachment).values(copies);
}
