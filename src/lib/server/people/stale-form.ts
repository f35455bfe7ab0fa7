import { createHash } from 'node:crypto';
import { conflict } from '#lib/errors.ts';
import { formatWhen } from '#lib/format/dates.ts';
import type { Actor } from '#lib/people/actor.ts';
import { lastChange } from '#lib/server/audit/last-change.ts';
import type { Tx } from '#lib/server/db/client.ts';

/** A short mark of what a record looks like: a form carries it and brings it back as `seen`. */
export function fingerprint(record: Record<string, unknown>): string {
	const fields = Object.keys(record)
		.sort()
		.map((key) => [key, record[key] ?? null]);
	return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 20);
}

/**
 * Refuses a form that was opened before somebody else changed the record, and says who did. Call it with the
 * row locked. Without `seen` (an import, the sample) nothing is asked. Throws Conflict `people_changed_meanwhile`.
 */
export async function mustBeFresh(
	tx: Tx,
	actor: Actor,
	noun: string,
	record: { id: string } & Record<string, unknown>,
	seen: string | undefined
): Promise<void> {
	if (seen === undefined || seen === fingerprint(record)) return;
	const change = await lastChange(tx, noun, record.id);
	throw conflict('people_changed_meanwhile', {
		person: change?.actorName ?? 'Abilaud',
		when: change ? formatWhen(change.at, actor.locale) : ''
	});
}
