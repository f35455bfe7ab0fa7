import { asc, eq, sql } from 'drizzle-orm';
import { bundleFits } from '#lib/access/bundle-fits.ts';
import type { BundleLineKind } from '#lib/access/change-kinds.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { roleBundle, roleBundleLine } from './tables.ts';

/** A position in a unit: what bundles and colleagues are asked about. */
export type Post = { unitId: string; position: string };

/** One thing that the bundles give, with the bundle it comes from. */
export type BundleGift = {
	kind: BundleLineKind;
	roleId: string | null;
	productId: string | null;
	category: string | null;
	moduleSlug: string | null;
	daysBefore: number;
	bundle: LocalizedText;
};

/**
 * What the bundles give to a position in a unit: everything of all that fit, each thing once, with the longest notice.
 * Roles and products that are closed are left out.
 */
export async function bundleFor(db: DbOrTx, post: Post): Promise<BundleGift[]> {
	const [units, lines] = await Promise.all([unitsAbove(db, post.unitId), activeLines(db)]);
	const gifts = new Map<string, BundleGift>();
	for (const { positions, unitId, unitKind, ...gift } of lines) {
		if (!bundleFits({ positions, unitId, unitKind }, { position: post.position, units })) continue;
		const key = giftKey(gift);
		const before = gifts.get(key);
		if (!before || before.daysBefore < gift.daysBefore) gifts.set(key, gift);
	}
	return [...gifts.values()];
}

/** Names what a line is about, so that the same thing from two bundles is one. */
export function giftKey(gift: {
	kind: string;
	roleId?: string | null;
	productId?: string | null;
	category?: string | null;
	moduleSlug?: string | null;
}): string {
	return `${gift.kind}:${gift.roleId ?? gift.productId ?? gift.category ?? gift.moduleSlug ?? ''}`;
}

async function unitsAbove(db: DbOrTx, unitId: string): Promise<{ id: string; kind: string }[]> {
	return db
		.select({ id: unit.id, kind: unit.kind })
		.from(unit)
		.where(
			sql`${unit.id} = any(select unnest(u.ancestor_ids) from ${unit} u where u.id = ${unitId})`
		);
}

function activeLines(db: DbOrTx) {
	return db
		.select({
			positions: roleBundle.positions,
			unitId: roleBundle.unitId,
			unitKind: roleBundle.unitKind,
			bundle: roleBundle.name,
			kind: roleBundleLine.kind,
			roleId: roleBundleLine.roleId,
			productId: roleBundleLine.productId,
			category: roleBundleLine.category,
			moduleSlug: roleBundleLine.moduleSlug,
			daysBefore: roleBundleLine.daysBefore
		})
		.from(roleBundleLine)
		.innerJoin(roleBundle, eq(roleBundle.id, roleBundleLine.bundleId))
		.leftJoin(systemRole, eq(systemRole.id, roleBundleLine.roleId))
		.leftJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
		.leftJoin(softwareProduct, eq(softwareProduct.id, roleBundleLine.productId))
		.where(
			sql`${roleBundle.active} and coalesce(${systemRole.active} and ${informationSystem.active}, true)
				and coalesce(${softwareProduct.active} and ${softwareProduct.policy} <> 'forbidden', true)`
		)
		.orderBy(asc(roleBundle.id), asc(roleBundleLine.id));
}
