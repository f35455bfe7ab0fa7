import { eq } from 'drizzle-orm';
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
import { softwareProduct } from './tables.ts';

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
	/** Why it is so, for the desk. */
	policyNote?: string;
	/** Whether its use is counted against licences. */
	licensed?: boolean;
	/** Slug of the module that its users do. */
	moduleSlug?: string | null;
	/** The information system that it opens. */
	systemId?: string | null;
	/** Days without use after which its holder is asked; null when nobody watches. */
	idleDays?: number | null;
	active?: boolean;
};

/**
 * Adds a software product to the register, or changes one. Only the desk. Recorded as `product.added` or
 * `product.changed`. Throws Forbidden, NotFound, Invalid `registers_slug_taken` at `slug`; Conflict when
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
		policyNote: input.policyNote ?? '',
		licensed: input.licensed ?? false,
		moduleSlug: input.moduleSlug || null,
		systemId: input.systemId || null,
		idleDays: input.idleDays ?? null,
		active: input.active ?? true,
		updatedAt: at
	};
	return withTransaction(db, async (tx) => {
		const id = input.id ?? newId();
		const before = input.id ? await lockProduct(tx, input.id) : undefined;
		if (input.id && !before) throw notFound();
		if (before) {
			await mustBeFresh(tx, actor, 'product', before, input.seen);
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
