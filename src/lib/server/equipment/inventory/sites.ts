import { desc, eq, isNull, sql } from 'drizzle-orm';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { hashToken, newToken } from '#lib/server/auth/token.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { placeOf } from '#lib/server/equipment/item-record.ts';
import { place } from '#lib/server/people/tables.ts';
import { inventoryDevice, inventorySite } from './tables.ts';

export type SiteRow = {
	id: string;
	name: string;
	placeName: LocalizedText | null;
	createdAt: Date;
	lastUsedAt: Date | null;
	revokedAt: Date | null;
	devices: number;
};

/** The sites with what reports from each, those whose token holds first. Only the desk of the whole town. Throws Forbidden. */
export async function listSites(db: DbOrTx, actor: Actor): Promise<SiteRow[]> {
	if (!can(actor, 'inventory.keep_sites')) throw forbidden();
	return db
		.select({
			id: inventorySite.id,
			name: inventorySite.name,
			placeName: place.name,
			createdAt: inventorySite.createdAt,
			lastUsedAt: inventorySite.lastUsedAt,
			revokedAt: inventorySite.revokedAt,
			devices: sql<number>`(select count(*)::int from ${inventoryDevice}
				where ${inventoryDevice.siteId} = ${inventorySite.id})`
		})
		.from(inventorySite)
		.leftJoin(place, eq(place.id, inventorySite.placeId))
		.orderBy(desc(isNull(inventorySite.revokedAt)), inventorySite.name, inventorySite.id);
}

/**
 * A place from which agents report, with a new token: it is given here and nowhere again. Only the desk of the whole
 * town. Recorded as `inventory_site.added`. Throws Forbidden, Invalid (`name`, `placeId`).
 */
export async function addSite(
	db: Db,
	actor: Actor,
	input: { name: string; placeId: string | null },
	clock: Clock
): Promise<{ id: string; token: string }> {
	if (!can(actor, 'inventory.keep_sites')) throw forbidden();
	const name = input.name.trim();
	if (!name) throw invalid({ name: ['errors_required'] });
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const placeId = input.placeId ? (await placeOf(tx, input.placeId)).id : null;
		const id = newId();
		const token = newToken();
		await tx.insert(inventorySite).values({
			...{ id, name, placeId, tokenHash: hashToken(token) },
			...{ createdAt: at, createdById: actorPersonId(actor) }
		});
		await recordAudit(tx, {
			...{ actor, action: 'inventory_site.added', noun: 'inventory_site', recordId: id },
			...{ after: { name, placeId }, at }
		});
		return { id, token };
	});
}

/**
 * The token of a site holds no longer, from the next report on; what was reported stays. Only the desk of the whole
 * town. Recorded as `inventory_site.revoked`, once. Throws Forbidden, NotFound.
 */
export async function revokeSite(
	db: Db,
	actor: Actor,
	input: { siteId: string },
	clock: Clock
): Promise<void> {
	if (!can(actor, 'inventory.keep_sites')) throw forbidden();
	if (!isId(input.siteId)) throw notFound();
	await withTransaction(db, async (tx) => {
		const at = clock.now();
		const [site] = await tx
			.select()
			.from(inventorySite)
			.where(eq(inventorySite.id, input.siteId))
			.for('update');
		if (!site) throw notFound();
		if (site.revokedAt) return;
		await tx.update(inventorySite).set({ revokedAt: at }).where(eq(inventorySite.id, site.id));
		await recordAudit(tx, {
			...{ actor, action: 'inventory_site.revoked', noun: 'inventory_site', recordId: site.id },
			...{ before: { name: site.name }, at }
		});
	});
}
