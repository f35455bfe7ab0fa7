import { and, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { attachment } from '#lib/server/requests/tables.ts';

/** Names and sizes of one's own uploads among these ids; others are left out. */
export async function listOwnFiles(
	db: Db,
	actor: Actor,
	ids: readonly string[]
): Promise<Record<string, { name: string; size: number }>> {
	if (ids.length === 0) return {};
	const rows = await db
		.select({ id: attachment.id, name: attachment.name, size: attachment.size })
		.from(attachment)
		.where(and(inArray(attachment.id, [...ids]), eq(attachment.uploadedById, actor.personId)));
	return Object.fromEntries(rows.map(({ id, ...file }) => [id, file]));
}
