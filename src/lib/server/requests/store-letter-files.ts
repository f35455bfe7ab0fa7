import { invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { MOST_FILES } from '#lib/requests/file-limits.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { storeAttachment } from './store-attachment.ts';

/**
 * Keeps the files that came with a letter and gives their ids, in order. An empty file field is no file. Throws
 * Invalid at `files` for too many, for one that is too large and for one of a refused type.
 */
export async function storeLetterFiles(
	db: Db,
	actor: Actor,
	entries: readonly FormDataEntryValue[],
	clock: Clock
): Promise<string[]> {
	const files = entries.filter((entry): entry is File => entry instanceof File && entry.size > 0);
	if (files.length > MOST_FILES) throw invalid({ files: ['requests_files_too_many'] });
	const ids: string[] = [];
	for (const file of files) {
		const stored = await storeAttachment(db, actor, { file, field: 'files' }, clock);
		ids.push(stored.id);
	}
	return ids;
}
