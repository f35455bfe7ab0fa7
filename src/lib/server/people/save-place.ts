import { eq, ne } from 'drizzle-orm';
import { invalid, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { PlaceHours } from '#lib/working-time/place-hours.ts';
import { mustEdit } from './edit-scope.ts';
import { mustBeFresh } from './stale-form.ts';
import { circular, lockStructure } from './structure-tree.ts';
import { place } from './tables.ts';

export type SavePlaceInput = {
	/** Absent for a new place. */
	id?: string;
	/** Fingerprint of the place when the form was opened. */
	seen?: string;
	/** Imports name a place by it, so it stays what it was when the place was made. */
	code: string;
	name: LocalizedText;
	address?: string;
	district?: string;
	hours?: PlaceHours;
	headId?: string | null;
	/** The house a room lies in. */
	parentId?: string | null;
	active?: boolean;
};

/**
 * Adds a place where people work or changes one. Only administrators without limits, because a place serves
 * several units. Recorded as `place.added` or `place.changed`.
 *
 * Throws Forbidden; NotFound; Invalid `people_code_taken` at `code`, `people_place_in_itself` at `parentId`;
 * Conflict `people_changed_meanwhile`.
 */
export async function savePlace(
	db: DbOrTx,
	actor: Actor,
	input: SavePlaceInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	mustEdit(actor, [null]);
	const at = clock.now();
	const values = {
		name: input.name,
		address: input.address ?? '',
		district: input.district ?? '',
		hours: input.hours ?? 'office',
		headId: input.headId ?? null,
		parentId: input.parentId ?? null,
		active: input.active ?? true
	};
	return withTransaction(db, async (tx) => {
		await lockStructure(tx);
		const id = input.id ?? newId();
		const [before] = input.id ? await tx.select().from(place).where(eq(place.id, id)) : [];
		if (input.id && !before) throw notFound();
		if (before) {
			await mustBeFresh(tx, actor, 'place', before, input.seen);
			await mustNotLieInItself(tx, id, values.parentId);
			await tx.update(place).set(values).where(eq(place.id, id));
		} else {
			const made = await tx
				.insert(place)
				.values({ id, code: input.code, ...values })
				.onConflictDoNothing()
				.returning({ id: place.id });
			if (made.length === 0) throw invalid({ code: ['people_code_taken'] });
		}
		await recordAudit(tx, {
			actor,
			action: before ? 'place.changed' : 'place.added',
			noun: 'place',
			recordId: id,
			before,
			after: { code: before?.code ?? input.code, ...values },
			at
		});
		return { id };
	});
}

async function mustNotLieInItself(tx: Tx, id: string, parentId: string | null): Promise<void> {
	const links = await tx
		.select({ id: place.id, parentId: place.parentId })
		.from(place)
		.where(ne(place.id, id));
	if (circular([...links, { id, parentId }]).has(id)) {
		throw invalid({ parentId: ['people_place_in_itself'] });
	}
}
