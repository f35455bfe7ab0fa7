import { and, eq, isNull } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { OUT } from '#lib/equipment/item-states.ts';
import type { LoanAnswer, RepairOutcome } from '#lib/equipment/repair-outcomes.ts';
import { repairOutcomeWord } from '#lib/equipment/repair-words.ts';
import { formatMoney } from '#lib/format/money.ts';
import { m } from '#lib/paraglide/messages.js';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { issueAct } from '#lib/server/equipment/acts/issue-act.ts';
import { askBack } from '#lib/server/equipment/change-item-state.ts';
import {
	lockItem,
	placeOf,
	type ItemRecord,
	type ItemRef
} from '#lib/server/equipment/item-record.ts';
import { editItem } from '#lib/server/equipment/edit-item.ts';
import { returnItems } from '#lib/server/equipment/return-item.ts';
import { repair } from './tables.ts';

export type BringBackInput = ItemRef & {
	outcome: RepairOutcome;
	costCents?: number | null;
	/** To whoever still has it (a person, a room), or to the shelf. */
	to?: 'holder' | 'stock';
	/** Where it is put on the shelf. */
	placeId?: string | null;
	room?: string;
	/** Of the one that came instead of it. */
	serial?: string;
	/** What becomes of the loan. */
	loan?: LoanAnswer;
	requestId?: string | null;
	requestNumber?: number | null;
	note?: string;
};

export type BroughtBack = { actId: string; actNumber: string; returnActId?: string };

/**
 * Takes an item back from repair by an act with its outcome and cost: to whoever still has it, or into stock by a return
 * act of its own. The loan is taken back or asked back in the same go. Only the desk, within its units.
 *
 * Throws NotFound, Forbidden, Conflict when it is not in repair or the loan is not out, Invalid for an unknown place and
 * for a serial number that another item bears.
 */
export async function bringBack(
	db: DbOrTx,
	actor: Actor,
	input: BringBackInput,
	clock: Clock = systemClock
): Promise<BroughtBack> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const record = await lockItem(tx, actor, input);
		const goesToHolder = record.heldSince !== null && input.to !== 'stock';
		const placeId = input.placeId ? (await placeOf(tx, input.placeId)).id : undefined;
		const open = await lockOpenRepair(tx, record);
		const act = await issueInAct(tx, actor, { record, open, input, placeId, goesToHolder }, at);
		const { outcome, costCents = null } = input;
		if (open) {
			await tx
				.update(repair)
				.set({ inActId: act.id, returnedOn: isoDay(at), outcome, costCents, updatedAt: at })
				.where(eq(repair.id, open.id));
		}
		await noteSerial(tx, actor, record, input.serial, clock);
		await settleLoan(tx, actor, open, input.loan, clock);
		if (goesToHolder || record.heldSince === null) {
			return { actId: act.id, actNumber: act.number };
		}
		const { room, note } = input;
		const returned = await returnItems(
			tx,
			actor,
			[{ itemId: record.id }],
			{ placeId, room, note },
			clock
		);
		return { actId: act.id, actNumber: act.number, returnActId: returned.actId };
	});
}

type OpenRepair = typeof repair.$inferSelect | undefined;

async function lockOpenRepair(tx: Tx, { id }: ItemRecord): Promise<OpenRepair> {
	const [open] = await tx
		.select()
		.from(repair)
		.where(and(eq(repair.itemId, id), isNull(repair.returnedOn)))
		.for('update');
	return open;
}

type InAct = {
	record: ItemRecord;
	open: OpenRepair;
	input: BringBackInput;
	placeId: string | undefined;
	goesToHolder: boolean;
};

function issueInAct(tx: Tx, actor: Actor, what: InAct, at: Date) {
	const { record, open, input, placeId, goesToHolder } = what;
	const byId = actorPersonId(actor);
	const { outcome, costCents, note } = input;
	const shelf = goesToHolder || record.heldSince !== null ? {} : { placeId, room: input.room };
	return issueAct(
		tx,
		actor,
		{
			kind: 'repair_in',
			lines: [{ record, event: 'back_from_repair', ...shelf, note: newSerialNote(input) }],
			signers: byId
				? [{ role: 'receives', personId: byId, signed: { method: 'portal' as const } }]
				: [],
			unitId: record.scopeUnitId,
			facts: [
				...(open ? [{ label: 'vendor', value: open.vendor }] : []),
				{ label: 'outcome', value: repairOutcomeWord(outcome, 'et') },
				...(open?.underWarranty
					? [{ label: 'warranty', value: m.repair_under_warranty({}, { locale: 'et' }) }]
					: []),
				...(typeof costCents === 'number'
					? [{ label: 'cost', value: formatMoney(costCents, 'et') }]
					: [])
			],
			requestId: input.requestId ?? open?.requestId ?? null,
			requestNumber: input.requestNumber ?? open?.requestNumber ?? null,
			note
		},
		at
	);
}

const newSerialNote = ({ serial }: BringBackInput): string =>
	serial ? m.repair_new_serial_note({ serial }, { locale: 'et' }) : '';

/** The vendor sent another one back: the register bears its serial number from now on. */
async function noteSerial(
	tx: Tx,
	actor: Actor,
	record: ItemRecord,
	given: string | undefined,
	clock: Clock
): Promise<void> {
	const serial = given?.trim() ?? '';
	if (serial === '' || serial === record.serial) return;
	const { id: itemId, category, model, unitId, boughtOn, warrantyUntil, note } = record;
	const facts = { itemId, category, model, unitId, boughtOn, warrantyUntil, note };
	await editItem(tx, actor, { ...facts, serial }, clock);
}

async function settleLoan(
	tx: Tx,
	actor: Actor,
	open: OpenRepair,
	answer: LoanAnswer | undefined,
	clock: Clock
): Promise<void> {
	if (!open?.loanItemId || !answer || answer === 'kept') return;
	const loan = { itemId: open.loanItemId };
	const note = m.repair_loan_over({}, { locale: 'et' });
	const record = await lockItem(tx, actor, loan);
	if (!OUT.includes(record.state)) return;
	if (answer === 'returned') await returnItems(tx, actor, [loan], { note }, clock);
	else if (record.state !== 'to_be_returned') await askBack(tx, actor, { ...loan, note }, clock);
}
