import { eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { StockTakeScope, StockTakeState } from '#lib/equipment/stocktake/stock-take.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { act, actSignature } from '#lib/server/equipment/acts/tables.ts';
import { listPlaceNames, listUnitNames } from '#lib/server/people/list-names.ts';
import { person } from '#lib/server/people/tables.ts';
import { countColumns, type TakeCounts } from './count-take.ts';
import { takeState } from './list-stock-takes.ts';
import { stockTake, stockTakeMember } from './tables.ts';
import { keepsTake, readTake } from './take-access.ts';

export type StockTakeView = {
	id: string;
	title: string;
	note: string;
	scope: StockTakeScope;
	state: StockTakeState;
	beganAt: Date;
	closedAt: Date | null;
	places: string[];
	units: string[];
	counts: TakeCounts;
	members: { personId: string; name: string; signs: boolean; signedAt: Date | null }[];
	act: { id: string; number: string } | null;
	/** May close it and decide. */
	mayKeep: boolean;
	/** Counts in it. */
	isMember: boolean;
};

/** One stock-take with its figures, for its desk and its readers. Throws NotFound. */
export async function getStockTake(
	db: DbOrTx,
	actor: Actor,
	id: string,
	locale: Locale
): Promise<StockTakeView> {
	const { title, note, scope, beganAt, closedAt } = await readTake(db, actor, id);
	const [row] = await db
		.select({ counts: countColumns, state: takeState, actId: act.id, actNumber: act.number })
		.from(stockTake)
		.leftJoin(act, eq(act.id, stockTake.actId))
		.where(eq(stockTake.id, id));
	if (!row) throw notFound();
	const [members, places, units, signatures] = await Promise.all([
		db
			.select({ personId: person.id, name: person.name, signs: stockTakeMember.signs })
			.from(stockTakeMember)
			.innerJoin(person, eq(person.id, stockTakeMember.personId))
			.where(eq(stockTakeMember.stockTakeId, id))
			.orderBy(person.name),
		listPlaceNames(db, scope.placeIds, locale),
		listUnitNames(db, scope.unitIds, locale),
		row.actId
			? db.select().from(actSignature).where(eq(actSignature.actId, row.actId))
			: Promise.resolve([])
	]);
	const signedAt = new Map(signatures.map((one) => [one.personId, one.signedAt]));
	return {
		...{ id, title, note, scope, state: row.state, beganAt, closedAt, counts: row.counts },
		places: [...places.values()],
		units: [...units.values()],
		members: members.map((one) => ({ ...one, signedAt: signedAt.get(one.personId) ?? null })),
		act: row.actId ? { id: row.actId, number: row.actNumber ?? '' } : null,
		mayKeep: keepsTake(actor, scope),
		isMember: members.some(({ personId }) => personId === actor.personId)
	};
}
