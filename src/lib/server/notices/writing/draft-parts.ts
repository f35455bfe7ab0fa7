import { asc, eq } from 'drizzle-orm';
import { invalid } from '#lib/errors.ts';
import type { AffectedThing } from '#lib/notices/affected.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { noticeAffected, noticeCheck } from '../tables.ts';
import { nameAffected } from './affected-names.ts';

/** A list of a notice as it was and as it is now. */
export type WrittenParts<T> = { before: T[]; after: T[] };

/**
 * Writes what a notice touches. Throws Invalid `affected` for a thing that no register has; one that has left its
 * register since it was chosen stays.
 */
export async function writeAffected(
	tx: Tx,
	noticeId: string,
	things: readonly AffectedThing[]
): Promise<WrittenParts<AffectedThing>> {
	const before = await tx
		.select({
			kind: noticeAffected.kind,
			targetId: noticeAffected.targetId,
			impact: noticeAffected.impact
		})
		.from(noticeAffected)
		.where(eq(noticeAffected.noticeId, noticeId))
		.orderBy(asc(noticeAffected.kind), asc(noticeAffected.targetId));
	const after = [
		...new Map(things.map((thing) => [`${thing.kind}:${thing.targetId}`, thing])).values()
	];
	const known = await nameAffected(tx, after, 'et');
	if (known.length < after.length) throw invalid({ affected: ['notice_writing_error_thing'] });
	if (before.length) await tx.delete(noticeAffected).where(eq(noticeAffected.noticeId, noticeId));
	if (after.length) {
		const rows = after.map(({ kind, targetId, impact }) => ({ noticeId, kind, targetId, impact }));
		await tx.insert(noticeAffected).values(rows);
	}
	return { before, after };
}

/** Writes what is looked at before restoring; undefined leaves the list as it is. A check done by somebody stays done. */
export async function writeChecks(
	tx: Tx,
	noticeId: string,
	texts: readonly string[] | undefined
): Promise<WrittenParts<string>> {
	const old = await tx
		.select()
		.from(noticeCheck)
		.where(eq(noticeCheck.noticeId, noticeId))
		.orderBy(asc(noticeCheck.position));
	const before = old.map(({ text }) => text);
	if (texts === undefined) return { before, after: before };
	const after = [...new Set(texts.map((text) => text.trim()).filter(Boolean))];
	if (old.length) await tx.delete(noticeCheck).where(eq(noticeCheck.noticeId, noticeId));
	if (after.length) {
		const rows = after.map((text, position) => {
			const same = old.find((row) => row.text === text);
			return { ...(same ?? { id: newId(), noticeId, text }), position };
		});
		await tx.insert(noticeCheck).values(rows);
	}
	return { before, after };
}
