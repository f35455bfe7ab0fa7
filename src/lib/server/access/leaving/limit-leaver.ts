import { and, eq, isNotNull } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { limitRights } from '#lib/server/systems/last-day-of-rights.ts';
import { staffChangeLine } from '../changes/tables.ts';
import { noteHeld } from './note-held.ts';
import type { Leaving } from './open-leaving.ts';

/**
 * Gives what a leaver may use the leaver's last day, so that nothing depends on anybody's thinking of it; what they got
 * meanwhile too. `day` null (they stay after all) gives each right its own last day back. The lines keep what it was.
 */
export async function limitLeaver(
	tx: Tx,
	actor: Actor,
	leaving: Leaving,
	day: string | null,
	at: Date
): Promise<void> {
	const { personId } = leaving;
	if (!personId) return;
	await noteHeld(tx, leaving);
	const lines = await tx
		.select()
		.from(staffChangeLine)
		.where(and(eq(staffChangeLine.changeId, leaving.id), isNotNull(staffChangeLine.rightId)));
	const had = new Map(
		lines.flatMap(({ rightId, why }) =>
			rightId && why && 'until' in why ? [[rightId, why.until ?? null] as const] : []
		)
	);
	const previous = lines.find(({ why }) => why && 'until' in why)?.dueOn ?? leaving.day;
	const cut = await limitRights(tx, actor, { personId, day, had, previous }, at);
	for (const line of lines) {
		const why = line.rightId && cut.has(line.rightId) ? { until: cut.get(line.rightId) } : null;
		const dueOn = day ?? leaving.day;
		if (JSON.stringify(why) === JSON.stringify(line.why) && dueOn === line.dueOn) continue;
		await tx.update(staffChangeLine).set({ why, dueOn }).where(eq(staffChangeLine.id, line.id));
	}
}
