import { eq, sql } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { item, itemCategory, itemModel } from '#lib/server/equipment/tables.ts';

export type CategoryInput = {
	name: LocalizedText;
	icon: string;
	lifeMonths: number | null;
	holdsData: boolean;
};

/** The set-up of the register is the whole town's: an agent of some units does not change it. */
export function mustSetUp(actor: Actor): void {
	if (!can(actor, 'equipment.set_up')) throw forbidden();
}

/**
 * Adds a category under a short name that never changes. Who sets up the register of the whole town. Recorded as
 * `item_category.added`. Throws Forbidden, Invalid (`code`) for one that is there already.
 */
export async function addCategory(
	db: Db,
	actor: Actor,
	input: CategoryInput & { code: string },
	clock: Clock = systemClock
): Promise<void> {
	mustSetUp(actor);
	await withTransaction(db, async (tx) => {
		const position = sql`(select coalesce(max(position), 0) + 1 from ${itemCategory})`;
		const made = await tx
			.insert(itemCategory)
			.values({ ...input, position })
			.onConflictDoNothing()
			.returning({ code: itemCategory.code });
		if (made.length === 0) throw invalid({ code: ['equipment_code_taken'] });
		await record(tx, actor, 'added', input.code, undefined, input, clock);
	});
}

/**
 * Changes what a category is called, its drawing, whether it holds data and how long its things are expected to serve:
 * the end of the expected life of all its items that have no life of their own or their model's is worked out anew. The
 * same people. Recorded as `item_category.changed`. Throws Forbidden, NotFound.
 */
export async function changeCategory(
	db: Db,
	actor: Actor,
	input: CategoryInput & { code: string },
	clock: Clock = systemClock
): Promise<void> {
	mustSetUp(actor);
	await withTransaction(db, async (tx) => {
		const { code, ...change } = input;
		const before = await lockCategory(tx, code);
		await tx.update(itemCategory).set(change).where(eq(itemCategory.code, code));
		if (before.lifeMonths !== change.lifeMonths) await renewLives(tx, sql`i.category = ${code}`);
		await record(tx, actor, 'changed', code, before, change, clock);
	});
}

/**
 * Takes a category out of use, or brings it back: new items cannot have it, those that have it keep it. The same people.
 * Recorded as `item_category.retired` or `item_category.restored`. Throws Forbidden, NotFound, and Conflict
 * `equipment_category_other` for the one that everything else belongs to.
 */
export async function retireCategory(
	db: Db,
	actor: Actor,
	{ code, retire }: { code: string; retire: boolean },
	clock: Clock = systemClock
): Promise<void> {
	mustSetUp(actor);
	if (code === 'other') throw conflict('equipment_category_other');
	await withTransaction(db, async (tx) => {
		const before = await lockCategory(tx, code);
		if ((before.retiredAt !== null) === retire) return;
		const retiredAt = retire ? clock.now() : null;
		await tx.update(itemCategory).set({ retiredAt }).where(eq(itemCategory.code, code));
		await record(tx, actor, retire ? 'retired' : 'restored', code, before, { retiredAt }, clock);
	});
}

async function lockCategory(tx: Tx, code: string) {
	const [found] = await tx
		.select()
		.from(itemCategory)
		.where(eq(itemCategory.code, code))
		.for('update');
	if (!found) throw notFound();
	return found;
}

/** Works out anew when the expected life of items ends; `which` names them as `i`. */
export async function renewLives(tx: Tx, which: ReturnType<typeof sql>): Promise<void> {
	await tx.execute(sql`update ${item} set life_ends_on = ends.day
		from (select i.id, (i.bought_on + make_interval(months => coalesce(i.life_months, m.life_months, c.life_months)))::date as day
			from ${item} i join ${itemCategory} c on c.code = i.category left join ${itemModel} m on m.id = i.model_id
			where ${which}) ends
		where ends.id = item.id and item.life_ends_on is distinct from ends.day`);
}

async function record(
	tx: Tx,
	actor: Actor,
	verb: string,
	code: string,
	before: object | undefined,
	after: object,
	clock: Clock
): Promise<void> {
	await recordAudit(tx, {
		...{ actor, action: `item_category.${verb}`, noun: 'item_category' },
		...{ recordId: code, before, after, at: clock.now() }
	});
}
