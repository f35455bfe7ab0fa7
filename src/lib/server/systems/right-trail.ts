import { listRecordHistory } from '#lib/server/audit/list-audit.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';

/** One step in the life of a right: given, prolonged, looked through, ended. */
export type TrailStep = {
	seq: number;
	at: Date;
	action: string;
	actorName: string | null;
	reason: string | null;
	until: string | null;
	requestNumber: number | null;
};

/**
 * The paper trail of a right as the audit log has it, the first step first. The caller has made sure that the reader may
 * see the right.
 */
export async function rightTrail(db: DbOrTx, rightId: string): Promise<TrailStep[]> {
	const rows = await listRecordHistory(db, 'right', rightId);
	return rows.reverse().map(({ seq, at, action, actorName, after }) => {
		const facts = (after ?? {}) as Record<string, unknown>;
		const text = (key: string) => (typeof facts[key] === 'string' ? String(facts[key]) : null);
		return {
			...{ seq: Number(seq), at, action, actorName },
			reason: text('endReason') ?? text('conflictReason') ?? text('comment'),
			until: action === 'right.ended' ? null : text('validUntil'),
			requestNumber: typeof facts.requestNumber === 'number' ? facts.requestNumber : null
		};
	});
}
