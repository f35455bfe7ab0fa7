import { and, eq, isNull, sql } from 'drizzle-orm';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { SoftwarePolicy } from '#lib/software/software-policies.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { mustBeFresh } from '#lib/server/people/stale-form.ts';
import { softwareProduct, softwareSeat } from './tables.ts';

export type SaveProductInput = {
	/** Absent for a new product. */
	id?: string;
	/** Fingerprint of the record when its form was opened. */
	seen?: string;
	/** Stays what it was when the product was made: service definitions name a product by it. */
	slug: string;
	name: string;
	vendor?: string;
	description: LocalizedText;
	policy: SoftwarePolicy;
	/** Seats the town has bought; null where no limit is counted. */
	seatsTotal?: number | null;
	active?: boolean;
};

/**
 * Adds a software product to the register, or changes one. Only the desk. Recorded as `product.added` or
 * `product.changed`. Throws Forbidden, NotFound, Invalid `registers_slug_taken` at `slug` and
 * `registers_seats_below_used` at `seatsTotal`: more people have a seat than there would be seats; Conflict when
 * somebody else changed it since the form was opened.
 */
export async function saveProduct(
	db: DbOrTx,
	actor: Actor,
	input: SaveProductInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'software.edit')) throw forbidden();
	const at = clock.now();
	const values = {
		name: input.name,
		vendor: input.vendor ?? '',
		description: input.description,
		policy: input.policy,
		seatsTotal: input.seatsTotal ?? null,
		active: input.active ?? true,
		updatedAt: at
	};
	return withTransaction(db, async (tx) => {
		const id = input.id ?? newId();
		const before = input.id ? await lockProduct(tx, input.id) : undefined;
		if (input.id && !before) throw notFound();
		if (before) {
			await mustBeFresh(tx, actor, 'product', before, input.seen);
			const used = values.seatsTotal === null ? 0 : await seatsUsed(tx, id);
			if (values.seatsTotal !== null && used > values.seatsTotal) {
				throw invalid({ seatsTotal: ['registers_seats_below_used'] });
			}
			await tx.update(softwareProduct).set(values).where(eq(softwareProduct.id, id));
		} else {
			const made = await tx
				.insert(softwareProduct)
				.values({ id, slug: input.slug, ...values })
				.onConflictDoNothing()
				.returning({ id: softwareProduct.id });
			if (made.length === 0) throw invalid({ slug: ['registers_slug_taken'] });
		}
		await recordAudit(tx, {
			actor,
			action: before ? 'product.changed' : 'product.added',
			noun: 'product',
			recordId: id,
			before,
			after: { slug: before?.slug ?? input.slug, ...values },
			at
		});
		return { id };
	});
}

/** The product, locked until the transaction ends: whoever counts its seats next waits for this one. */
export async function lockProduct(tx: Tx, productId: string) {
	const [product] = await tx
		.select()
		.from(softwareProduct)
		.where(eq(softwareProduct.id, productId))
		.for('update');
	return product;
}

/** How many people have a seat now. */
export async function seatsUsed(tx: Tx, productId: string): Promise<number> {
	const [counted] = await tx
		.select({ count: sql<number>`count(*)::int` })
		.from(softwareSeat)
		.where(and(eq(softwareSeat.productId, productId), isNull(softwareSeat.releasedAt)));
	return counted?.count ?? 0;
}
