import { eq } from 'drizzle-orm';
import type { SeenDevice } from '#lib/equipment/inventory/findings.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findDifferences } from './find-differences.ts';
import { matchItem } from './match-item.ts';
import type { AgentReport, ReportSections } from './read-report.ts';
import { seenIn } from './seen-device.ts';
import type { Site } from './site-of-token.ts';
import { inventoryDevice } from './tables.ts';

/** A report that was kept, for rooms that know more of what it says. `content` is what came now, not what came before. */
export type KeptReport = {
	deviceRowId: string;
	itemId: string | null;
	content: ReportSections;
	at: Date;
};

/** What else is done with a report, in the transaction that keeps it. */
export type ReportReader = (tx: Tx, report: KeptReport) => Promise<void>;

/**
 * Keeps what an agent reports of a device: whole, or by section when only parts came. Then says in the inbox where it
 * differs from the register. Nothing in the register changes. Reports of one device wait for each other, those of others
 * do not. Not recorded in the log: the device keeps its last report, the findings what came of it.
 */
export async function takeReport(
	db: Db,
	site: Site,
	report: AgentReport,
	clock: Clock,
	readMore?: ReportReader
): Promise<{ deviceRowId: string; itemId: string | null }> {
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const before = await lockDevice(tx, site, report, at);
		const content = report.partial
			? { ...contentOf(before.report), ...report.content }
			: report.content;
		const itemType = report.itemType || itemTypeOf(before.report);
		const seen = seenIn({ itemType, content });
		const itemId = await matchItem(tx, seen, before.itemId);
		const device = {
			...{ siteId: site.id, itemId, seen, name: seen.name, serial: seen.serial },
			machineUuid: seen.machineUuid,
			report: { itemtype: itemType, content },
			known: before.known ?? hardwareIn(seen),
			lastSeenAt: at
		};
		await tx.update(inventoryDevice).set(device).where(eq(inventoryDevice.id, before.id));
		await findDifferences(tx, { ...before, ...device }, site, at);
		await readMore?.(tx, { deviceRowId: before.id, itemId, content: report.content, at });
		return { deviceRowId: before.id, itemId };
	});
}

/** The device's row, made when it is new, locked until the report is kept. */
async function lockDevice(tx: Tx, site: Site, { deviceId }: AgentReport, at: Date) {
	await tx
		.insert(inventoryDevice)
		.values({
			...{ id: newId(), deviceId, siteId: site.id, seen: seenIn({ itemType: '', content: {} }) },
			...{ report: {}, firstSeenAt: at, lastSeenAt: at }
		})
		.onConflictDoNothing();
	const [row] = await tx
		.select()
		.from(inventoryDevice)
		.where(eq(inventoryDevice.deviceId, deviceId))
		.for('update');
	if (!row) throw new Error('A device that reports has no row.');
	return row;
}

/** Nothing to compare with until something was reported at all. */
function hardwareIn({ memory, disks }: SeenDevice) {
	return memory === null && disks.length === 0 ? null : { memory, disks };
}

function contentOf(report: Record<string, unknown>): ReportSections {
	const { content } = report;
	return typeof content === 'object' && content !== null ? { ...content } : {};
}

const itemTypeOf = ({ itemtype }: Record<string, unknown>) =>
	typeof itemtype === 'string' ? itemtype : '';
