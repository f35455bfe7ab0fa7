import { and, eq, gte, isNull, or, sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { inventoryDevice } from '#lib/server/equipment/inventory/tables.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { softwareInstallation, softwareTitle } from '../installations/tables.ts';
import { softwareSeat } from '../tables.ts';
import { closeCase, type CaseEnd } from './close-case.ts';
import { findViolations, type Violation } from './find-violations.ts';
import { openCase } from './open-case.ts';
import { softwareCase } from './tables.ts';
import { validLicences } from './valid-licences.ts';

const keyOf = ({
	kind,
	productId,
	deviceRowId
}: Pick<Violation, 'kind' | 'productId' | 'deviceRowId'>) => `${kind} ${productId} ${deviceRowId}`;

/**
 * Compares what is on the devices with what may be there: opens cases for what is new, closes those that a report, a
 * seat or a licence has settled. After reports that changed something, after rules, and every night for the days that
 * pass. Safe to run twice at once.
 */
export const findCases: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	const day = isoDay(at);
	await endExcuses(db, day);
	const [violations, open, excused] = await Promise.all([
		findViolations(db, day),
		db.select().from(softwareCase).where(eq(softwareCase.state, 'open')),
		db
			.select({
				kind: softwareCase.kind,
				productId: softwareCase.productId,
				deviceRowId: softwareCase.deviceRowId
			})
			.from(softwareCase)
			.where(excuseHolds(day))
	]);
	const known = new Set([...open, ...excused].map(keyOf));
	for (const violation of violations) {
		if (known.has(keyOf(violation))) continue;
		await withTransaction(db, (tx) => openCase(tx, violation, at));
	}
	const standing = new Set(violations.map(keyOf));
	for (const one of open) {
		if (standing.has(keyOf(one))) continue;
		const end = await howItEnded(db, one, day);
		await withTransaction(db, (tx) => closeCase(tx, systemActor, one.id, end, at));
	}
};

const excuseHolds = (day: string) =>
	and(
		eq(softwareCase.state, 'excused'),
		or(isNull(softwareCase.excusedUntil), gte(softwareCase.excusedUntil, day))
	);

/** An excuse is for what was there: when it is gone and comes again, that is a new case. */
async function endExcuses(db: DbOrTx, day: string): Promise<void> {
	await db
		.update(softwareCase)
		.set({ excusedUntil: sql`${day}::date - 1` })
		.where(
			and(
				excuseHolds(day),
				sql`not exists (select 1 from ${softwareInstallation} i
					join ${softwareTitle} t on t.id = i.title_id
					where i.device_row_id = ${softwareCase.deviceRowId} and i.gone_at is null
						and t.product_id = ${softwareCase.productId})`
			)
		);
}

type Case = typeof softwareCase.$inferSelect;

/**
 * Removed is what a report no longer names since the case was opened. What is still there is covered by a seat or by
 * licences; where neither is so, a rule, the product or its versions were changed.
 */
async function howItEnded(db: DbOrTx, one: Case, day: string): Promise<CaseEnd> {
	const [found] = await db
		.select({
			live: sql<boolean>`coalesce(bool_or(${softwareInstallation.goneAt} is null), false)`,
			gone: sql<boolean>`coalesce(bool_or(${softwareInstallation.goneAt} >= ${one.openedAt.toISOString()}::timestamptz), false)`
		})
		.from(softwareInstallation)
		.innerJoin(softwareTitle, eq(softwareTitle.id, softwareInstallation.titleId))
		.where(
			and(
				eq(softwareInstallation.deviceRowId, one.deviceRowId),
				eq(softwareTitle.productId, one.productId)
			)
		);
	const removed = found?.gone === true && (one.kind === 'outdated' || !found.live);
	if (removed) return { state: 'removed' };
	if (one.kind !== 'unlicensed') return { state: 'licensed' };
	const seatId = await coveringSeat(db, one);
	if (seatId) return { state: 'licensed', seatId };
	const [latest] = await validLicences(db, one.productId, day);
	return { state: 'licensed', licenceId: latest?.id ?? null };
}

async function coveringSeat(db: DbOrTx, one: Case): Promise<string | undefined> {
	const [seat] = await db
		.select({ id: softwareSeat.id })
		.from(softwareSeat)
		.innerJoin(inventoryDevice, eq(inventoryDevice.id, one.deviceRowId))
		.innerJoin(item, eq(item.id, inventoryDevice.itemId))
		.where(
			and(
				eq(softwareSeat.productId, one.productId),
				isNull(softwareSeat.releasedAt),
				or(eq(softwareSeat.itemId, item.id), eq(softwareSeat.personId, item.holderId))
			)
		);
	return seat?.id;
}
