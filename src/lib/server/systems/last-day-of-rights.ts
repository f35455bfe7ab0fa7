import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { accessRight } from './tables.ts';

/** Rights that a leaver's last day cut short, with the last day that each had before (null: none). */
export type CutShort = Map<string, string | null>;

/**
 * Gives every right of somebody who leaves that day as its last, where it would last longer; `day` null gives each its
 * own last day back. `had` says what was cut short before, by the day `previous`: a last day that somebody set by hand
 * since then is kept. The caller has asked who may. Recorded as `right.last_day_set`. Returns what is cut short now.
 */
export async function limitRights(
	tx: Tx,
	actor: Actor,
	{ personId, day, ...before }: LimitInput,
	at: Date
): Promise<CutShort> {
	const live = await tx
		.select({ id: accessRight.id, validUntil: accessRight.validUntil })
		.from(accessRight)
		.where(and(eq(accessRight.personId, personId), isNull(accessRight.endedAt)))
		.orderBy(accessRight.id)
		.for('update');
	const cut: CutShort = new Map();
	const events = [];
	for (const { id, validUntil } of live) {
		const own =
			before.had.has(id) && validUntil === before.previous ? before.had.get(id) : validUntil;
		const limited = day !== null && (!own || own > day);
		const until = limited ? day : (own ?? null);
		if (limited) cut.set(id, own ?? null);
		if (until === validUntil) continue;
		await tx.update(accessRight).set({ validUntil: until }).where(eq(accessRight.id, id));
		events.push({
			...{ actor, action: 'right.last_day_set', noun: 'right', recordId: id, at },
			before: { validUntil },
			after: { validUntil: until }
		});
	}
	await recordAudits(tx, events);
	return cut;
}

type LimitInput = {
	personId: string;
	/** ISO day; null takes the limit away. */
	day: string | null;
	had: CutShort;
	previous: string;
};
