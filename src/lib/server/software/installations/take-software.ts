import { and, eq, isNull, sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { KeptReport } from '#lib/server/equipment/inventory/take-report.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { FIND_CASES_JOB } from '../software-jobs.ts';
import { noteUse } from '../note-use.ts';
import { readSoftwares, type ReportedSoftware } from './read-softwares.ts';
import { softwareInstallation, softwareTitle } from './tables.ts';
import { titleRows } from './title-rows.ts';

/**
 * Keeps the software that a device reports, in the transaction that keeps the report: what it names stands, what it no
 * longer names is gone from that moment. A report that speaks of no software changes nothing. Reports of one device come
 * one after the other, since its row is locked. Not recorded in the log: the rows are the record.
 */
export async function takeSoftware(
	tx: Tx,
	{ deviceRowId, itemId, content, at }: KeptReport
): Promise<void> {
	const reported = readSoftwares(content);
	if (!reported) return;
	const { idOf, areNew } = await titleRows(tx, reported, at);
	const seen = await keep(tx, deviceRowId, reported, idOf, at);
	const gone = await tx
		.update(softwareInstallation)
		.set({ goneAt: at })
		.where(
			and(
				eq(softwareInstallation.deviceRowId, deviceRowId),
				isNull(softwareInstallation.goneAt),
				sql`not (${softwareInstallation.id} = any(${textArray(seen.map(({ id }) => id))}::uuid[]))`
			)
		)
		.returning({ id: softwareInstallation.id });
	if (itemId)
		await noteUse(tx, { itemId, productIds: await productsOn(tx, deviceRowId) }, isoDay(at));
	if (areNew || gone.length > 0 || seen.some(({ isNew }) => isNew)) {
		await enqueue(tx, FIND_CASES_JOB);
	}
}

/** Writes what is there; what comes back after it was gone stands since now. */
async function keep(
	tx: Tx,
	deviceRowId: string,
	reported: readonly ReportedSoftware[],
	idOf: (title: ReportedSoftware) => string,
	at: Date
): Promise<{ id: string; isNew: boolean }[]> {
	const rows = reported.map((one) => ({
		...{ id: newId(), deviceRowId, titleId: idOf(one), version: one.version },
		...{ firstSeenAt: at, lastSeenAt: at }
	}));
	const since = sql`case when ${softwareInstallation.goneAt} is null
		then ${softwareInstallation.firstSeenAt} else excluded.first_seen_at end`;
	const kept = await tx
		.insert(softwareInstallation)
		.values(rows)
		.onConflictDoUpdate({
			target: [
				softwareInstallation.deviceRowId,
				softwareInstallation.titleId,
				softwareInstallation.version
			],
			set: { lastSeenAt: at, firstSeenAt: since, goneAt: null }
		})
		.returning({ id: softwareInstallation.id, since: softwareInstallation.firstSeenAt });
	return kept.map(({ id, since: from }) => ({ id, isNew: from.getTime() === at.getTime() }));
}

async function productsOn(tx: Tx, deviceRowId: string): Promise<string[]> {
	const rows = await tx
		.selectDistinct({ productId: softwareTitle.productId })
		.from(softwareInstallation)
		.innerJoin(softwareTitle, eq(softwareTitle.id, softwareInstallation.titleId))
		.where(
			and(eq(softwareInstallation.deviceRowId, deviceRowId), isNull(softwareInstallation.goneAt))
		);
	return rows.flatMap(({ productId }) => productId ?? []);
}

/** One parameter, however many: a list of them would be a parameter each. */
const textArray = (values: readonly string[]) => `{${values.join(',')}}`;
