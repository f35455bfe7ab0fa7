import { eq } from 'drizzle-orm';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { SystemKind } from '#lib/systems/system-kinds.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { mustBeFresh } from '#lib/server/people/stale-form.ts';
import { informationSystem } from './tables.ts';

export type SaveSystemInput = {
	/** Absent for a new system. */
	id?: string;
	/** Fingerprint of the record when its form was opened. */
	seen?: string;
	/** Service definitions name a system by it, so it stays what it was when the system was made. */
	slug: string;
	kind: SystemKind;
	name: LocalizedText;
	description: LocalizedText;
	ownerId?: string | null;
	contact?: string;
	address?: string;
	/** 1 to 4. */
	criticality?: number;
	/** When it is looked after: a key of the setting `workingHours`; as before, or `office`, when absent. */
	hours?: string;
	active?: boolean;
};

/**
 * Adds an information system, mailbox, group or folder to the register, or changes one. Only the desk.
 * Recorded as `system.added` or `system.changed`. Throws Forbidden, NotFound, Invalid `registers_slug_taken` at `slug`, Conflict when
 * somebody else changed it since the form was opened.
 */
export async function saveSystem(
	db: DbOrTx,
	actor: Actor,
	input: SaveSystemInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'systems.edit')) throw forbidden();
	const at = clock.now();
	const values = {
		kind: input.kind,
		name: input.name,
		description: input.description,
		ownerId: input.ownerId ?? null,
		contact: input.contact ?? '',
		address: input.address ?? '',
		criticality: input.criticality ?? 2,
		...(input.hours ? { hours: input.hours } : {}),
		active: input.active ?? true,
		updatedAt: at
	};
	return withTransaction(db, async (tx) => {
		const id = input.id ?? newId();
		const [before] = input.id
			? await tx.select().from(informationSystem).where(eq(informationSystem.id, id)).for('update')
			: [];
		if (input.id && !before) throw notFound();
		if (before) {
			await mustBeFresh(tx, actor, 'system', before, input.seen);
			await tx.update(informationSystem).set(values).where(eq(informationSystem.id, id));
		} else {
			const made = await tx
				.insert(informationSystem)
				.values({ id, slug: input.slug, ...values })
				.onConflictDoNothing()
				.returning({ id: informationSystem.id });
			if (made.length === 0) throw invalid({ slug: ['registers_slug_taken'] });
		}
		await recordAudit(tx, {
			actor,
			action: before ? 'system.changed' : 'system.added',
			noun: 'system',
			recordId: id,
			before,
			after: { slug: before?.slug ?? input.slug, ...values },
			at
		});
		return { id };
	});
}
