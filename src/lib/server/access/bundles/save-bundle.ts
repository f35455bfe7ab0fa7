import { asc, eq } from 'drizzle-orm';
import type { BundleLineKind } from '#lib/access/change-kinds.ts';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { mustBeFresh } from '#lib/server/people/stale-form.ts';
import { giftKey } from './bundle-for.ts';
import { roleBundle, roleBundleLine } from './tables.ts';

/** One thing that a bundle gives: the id of a role or product, a category of items, the key of a module. */
export type BundleLineInput = { kind: BundleLineKind; what: string; daysBefore: number };

export type SaveBundleInput = {
	/** Absent for a new bundle. */
	id?: string;
	/** Fingerprint of the bundle when its form was opened. */
	seen?: string;
	name: LocalizedText;
	positions: readonly string[];
	unitId: string | null;
	unitKind: string | null;
	active: boolean;
	lines: readonly BundleLineInput[];
};

/**
 * Makes a bundle or changes one, with all its lines. What was given by it before stays. Only the desk of the whole
 * town. Recorded as `bundle.saved`. Throws Forbidden, NotFound, Invalid at `what` (nothing in it, the same twice),
 * Conflict when somebody else changed it since the form was opened.
 */
export async function saveBundle(
	db: DbOrTx,
	actor: Actor,
	input: SaveBundleInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'systems.edit')) throw forbidden();
	const { id: given, seen, lines, ...rest } = input;
	const rows = lines.map(asRow);
	if (rows.length === 0) throw invalid({ what: ['moves_bundle_empty'] });
	if (new Set(rows.map(giftKey)).size < rows.length)
		throw invalid({ what: ['moves_bundle_twice'] });
	const positions = [...new Set(input.positions.map((word) => word.trim().toLowerCase()))];
	const values = { ...rest, positions: positions.filter(Boolean) };
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const before = given && isId(given) ? await bundleRecord(tx, given, 'locked') : undefined;
		if (given && !before) throw notFound();
		const id = given ?? newId();
		if (before) {
			await mustBeFresh(tx, actor, 'bundle', before, seen);
			await tx
				.update(roleBundle)
				.set({ ...values, updatedAt: at })
				.where(eq(roleBundle.id, id));
			await tx.delete(roleBundleLine).where(eq(roleBundleLine.bundleId, id));
		} else {
			await tx.insert(roleBundle).values({ id, ...values, updatedAt: at });
		}
		await tx
			.insert(roleBundleLine)
			.values(rows.map((row) => ({ id: newId(), bundleId: id, ...row })));
		const after = { ...values, lines };
		const event = { actor, action: 'bundle.saved', noun: 'bundle', recordId: id, at } as const;
		await recordAudit(tx, { ...event, before, after });
		return { id };
	});
}

/** A bundle as its form and its fingerprint know it; undefined when there is none. */
export async function bundleRecord(db: DbOrTx, id: string, how: 'read' | 'locked') {
	const query = db
		.select({
			id: roleBundle.id,
			name: roleBundle.name,
			positions: roleBundle.positions,
			unitId: roleBundle.unitId,
			unitKind: roleBundle.unitKind,
			active: roleBundle.active
		})
		.from(roleBundle)
		.where(eq(roleBundle.id, id));
	const [bundle] = await (how === 'locked' ? query.for('update') : query);
	if (!bundle) return undefined;
	const lines = await db
		.select()
		.from(roleBundleLine)
		.where(eq(roleBundleLine.bundleId, id))
		.orderBy(asc(roleBundleLine.id));
	return {
		...bundle,
		lines: lines.map((line): BundleLineInput => {
			const { roleId, productId, category, moduleSlug, kind, daysBefore } = line;
			return { kind, what: roleId ?? productId ?? category ?? moduleSlug ?? '', daysBefore };
		})
	};
}

const asRow = ({ kind, what, daysBefore }: BundleLineInput) => ({
	kind,
	roleId: kind === 'right' ? what : null,
	productId: kind === 'seat' ? what : null,
	category: kind === 'item' ? what : null,
	moduleSlug: kind === 'module' ? what : null,
	daysBefore
});
