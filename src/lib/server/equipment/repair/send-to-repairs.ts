import { forbidden, invalid } from '#lib/errors.ts';
import { formatDayNumeric } from '#lib/format/dates.ts';
import { isoDay } from '#lib/format/moments.ts';
import { m } from '#lib/paraglide/messages.js';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { issueAct } from '#lib/server/equipment/acts/issue-act.ts';
import { handOverItems } from '#lib/server/equipment/hand-over.ts';
import { lockItems, type ItemRecord, type ItemRef } from '#lib/server/equipment/item-record.ts';
import { endRepairs } from './end-repairs.ts';
import { repair } from './tables.ts';

export type SendInput = {
	/** Who repairs them. */
	vendor: string;
	fault: string;
	/** Absent: each by the last day of its own warranty. */
	underWarranty?: boolean | null;
	expectedOn?: string | null;
	requestId?: string | null;
	requestNumber?: number | null;
	/** What the holder of the one item has meanwhile: something from stock. */
	loanItemId?: string | null;
	note?: string;
};

export type SentToRepair = {
	actId: string;
	actNumber: string;
	repairIds: string[];
	/** The handover act of the loan. */
	loanActId?: string;
};

/**
 * Sends items to one repairer by one act; they stay in their holders' names. A loan from stock is handed over to the
 * holder in the same go. Only the desk, within its units. Recorded by the acts.
 *
 * Throws NotFound, Forbidden, Conflict with the reason why one cannot be sent now, Invalid at `vendor`, `fault`,
 * `expectedOn` (a day that is over) and `loanItemId` (several items, or nobody who would use it).
 */
export async function sendToRepairs(
	db: DbOrTx,
	actor: Actor,
	refs: readonly ItemRef[],
	input: SendInput,
	clock: Clock = systemClock
): Promise<SentToRepair> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	const at = clock.now();
	const vendor = input.vendor.trim();
	const fault = input.fault.trim();
	const { requestId = null, requestNumber = null, expectedOn = null } = input;
	checkInput({ vendor, fault, expectedOn }, isoDay(at));
	return withTransaction(db, async (tx) => {
		const records = await lockItems(tx, actor, refs);
		const loan = input.loanItemId ? await giveLoan(tx, actor, records, input, clock) : undefined;
		const note = input.note?.trim() ?? '';
		const isCovered = (record: ItemRecord) =>
			input.underWarranty ?? (record.warrantyUntil !== null && record.warrantyUntil >= isoDay(at));
		const byId = actorPersonId(actor);
		const act = await issueAct(
			tx,
			actor,
			{
				kind: 'repair_out',
				lines: records.map((record) => ({
					...{ record, event: 'sent_to_repair' as const },
					note: [fault, isCovered(record) ? covered() : ''].filter(Boolean).join('; ')
				})),
				signers: byId
					? [{ role: 'gives', personId: byId, signed: { method: 'portal' as const } }]
					: [],
				unitId: records[0]?.scopeUnitId ?? null,
				facts: [
					{ label: 'vendor', value: vendor },
					...(expectedOn ? [{ label: 'expected', value: formatDayNumeric(expectedOn) }] : [])
				],
				...{ requestId, requestNumber, note }
			},
			at
		);
		await endRepairs(tx, refsOf(records), at);
		const rows = records.map((record) => ({
			...{ id: newId(), itemId: record.id, outActId: act.id, vendor, fault, expectedOn, note },
			...{ requestId, requestNumber, underWarranty: isCovered(record), sentOn: isoDay(at) },
			...{ loanItemId: input.loanItemId ?? null, madeById: byId, updatedAt: at }
		}));
		await tx.insert(repair).values(rows);
		return {
			...{ actId: act.id, actNumber: act.number, repairIds: rows.map(({ id }) => id) },
			...(loan && { loanActId: loan.actId })
		};
	});
}

/** One item of `sendToRepairs`. */
export const sendToRepair = (
	db: DbOrTx,
	actor: Actor,
	{ vendor, fault, ...input }: ItemRef & SendInput,
	clock: Clock = systemClock
): Promise<SentToRepair> => sendToRepairs(db, actor, [input], { ...input, vendor, fault }, clock);

/** The words of the document are Estonian, the language of the accounts. */
const covered = () => m.repair_under_warranty({}, { locale: 'et' });

const refsOf = (records: readonly ItemRecord[]) => records.map(({ id }) => id);

function checkInput(
	{ vendor, fault, expectedOn }: { vendor: string; fault: string; expectedOn: string | null },
	today: string
): void {
	const issues = {
		...(vendor === '' && { vendor: ['errors_required'] }),
		...(fault === '' && { fault: ['errors_required'] }),
		...(expectedOn !== null && expectedOn < today && { expectedOn: ['repair_expected_over'] })
	};
	if (Object.keys(issues).length > 0) throw invalid(issues);
}

/** Hands the loan over by an act of its own, which says what it stands in for. */
async function giveLoan(
	tx: Tx,
	actor: Actor,
	records: readonly ItemRecord[],
	{ loanItemId, requestId, requestNumber }: SendInput,
	clock: Clock
) {
	const [record] = records;
	if (!record || !loanItemId || records.length > 1 || record.heldSince === null) {
		throw invalid({ loanItemId: ['repair_loan_for_one'] });
	}
	const note = m.repair_loan_note({ number: record.inventoryNumber }, { locale: 'et' });
	const { holderId: personId, placeId, room } = record;
	return handOverItems(
		tx,
		actor,
		[{ itemId: loanItemId }],
		{ personId, placeId, room, requestId, requestNumber, note },
		clock
	);
}
