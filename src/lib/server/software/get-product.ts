import { eq } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { fingerprint } from '#lib/server/people/stale-form.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { positionOf } from './position.ts';
import { productSeats } from './product-seats.ts';
import { softwareProduct } from './tables.ts';

/** Seat holders shown on a product's page. */
const SHOWN_SEATS = 500;

/**
 * A product with its position now, and who has one among the people whose register the reader
 * keeps or audits. Desk and auditors; throws Forbidden for others and NotFound for an unknown id.
 */
export async function getProduct(db: DbOrTx, actor: Actor, id: string, clock: Clock = systemClock) {
	if (!can(actor, 'software.read')) throw forbidden();
	if (!isId(id)) throw notFound();
	const [[product], position, seats] = await Promise.all([
		db.select().from(softwareProduct).where(eq(softwareProduct.id, id)),
		positionOf(db, id, isoDay(clock.now())),
		productSeats(db, actor, id, SHOWN_SEATS)
	]);
	if (!product) throw notFound();
	return { ...product, position, holders: seats, seen: fingerprint(product) };
}

/** A product by the slug that service definitions use; undefined when there is none. */
export async function findProduct(db: DbOrTx, slug: string) {
	const [product] = await db.select().from(softwareProduct).where(eq(softwareProduct.slug, slug));
	return product;
}

/** The key of the module that users of the product do; null when there is none. */
export async function moduleOfProduct(db: DbOrTx, productId: string): Promise<string | null> {
	const [product] = await db
		.select({ key: softwareProduct.moduleSlug })
		.from(softwareProduct)
		.where(eq(softwareProduct.id, productId));
	return product?.key ?? null;
}
