import { conflict, forbidden, invalid, type FieldIssues } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { issueAct } from '#lib/server/equipment/acts/issue-act.ts';
import { lockItems } from '#lib/server/equipment/item-record.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { isManager } from '#lib/server/people/is-manager.ts';
import { holdActive } from '#lib/server/people/still-there.ts';
import { writeOff, writeOffLine, writeOffMember } from './tables.ts';
import { writeOffHref } from './write-off-record.ts';

export type ProposeInput = {
	title: string;
	reason: string;
	lines: { itemId: string; condition: string; bookValueCents?: number | null }[];
	/** The commission. */
	memberIds: readonly string[];
	/** Of the management: decides when the commission has said what it thinks. */
	approverId: string | null;
};

/**
 * Proposes that items are taken out of use for good, and asks the commission. The items stand as proposed until the
 * management decides, by one entry of the register. Only the desk, within its units. Recorded as `write_off.proposed`.
 *
 * Throws NotFound, Forbidden, Conflict with the reason why an item cannot be proposed now, Invalid at `title`, `reason`,
 * `lines`, `memberIds`, `approverId` (missing, gone, no manager, the proposer, in the commission) and `conditions.<n>`.
 */
export async function proposeWriteOff(
	db: DbOrTx,
	actor: Actor,
	input: ProposeInput,
	clock: Clock = systemClock
): Promise<{ id: string; actNumber: string }> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	const title = input.title.trim();
	const reason = input.reason.trim();
	const memberIds = [...new Set(input.memberIds)];
	const { approverId, lines } = input;
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const issues = { ...missing(input), ...(await whoIsWrong(tx, actor, memberIds, approverId)) };
		if (Object.keys(issues).length > 0 || !approverId) throw invalid(issues);
		const records = await lockItems(tx, actor, lines);
		if (new Set(records.map(({ id }) => id)).size < records.length) {
			throw conflict('writeoff_item_twice');
		}
		const unitIds = [...new Set(records.map(({ scopeUnitId }) => scopeUnitId))];
		const [unitId = null] = unitIds.length === 1 ? unitIds : [];
		const entry = await issueAct(
			tx,
			actor,
			{
				kind: 'entry',
				lines: records.map((record, n) => ({
					...{ record, event: 'write_off_proposed' as const },
					note: lines[n]?.condition.trim() ?? ''
				})),
				signers: [],
				unitId,
				note: `${title}: ${reason}`
			},
			at
		);
		const id = newId();
		const proposedById = actorPersonId(actor);
		await tx.insert(writeOff).values({
			...{ id, title, reason, unitId, proposedById, approverId },
			...{ state: 'commission', proposedAt: at, updatedAt: at }
		});
		await tx.insert(writeOffLine).values(
			lines.map((line, position) => ({
				...{ writeOffId: id, itemId: line.itemId, position },
				condition: line.condition.trim(),
				bookValueCents: line.bookValueCents ?? null
			}))
		);
		await tx
			.insert(writeOffMember)
			.values(memberIds.map((personId) => ({ writeOffId: id, personId })));
		await notify(tx, {
			kind: 'write_off.opinion_asked',
			recipients: memberIds,
			subject: { noun: 'write_off', id, href: writeOffHref(id) },
			params: { title, who: actor.name, count: String(lines.length) },
			at
		});
		await recordAudit(tx, {
			...{ actor, action: 'write_off.proposed', noun: 'write_off', recordId: id, at },
			after: { title, reason, items: records.map((record) => record.inventoryNumber), approverId }
		});
		return { id, actNumber: entry.number };
	});
}

function missing({ title, reason, lines }: ProposeInput): FieldIssues {
	return {
		...(title.trim() === '' && { title: ['errors_required'] }),
		...(reason.trim() === '' && { reason: ['errors_required'] }),
		...(lines.length === 0 && { lines: ['writeoff_no_items'] }),
		...Object.fromEntries(
			lines.flatMap(({ condition }, n) =>
				condition.trim() === '' ? [[`condition.${n}`, ['errors_required']]] : []
			)
		)
	};
}

async function whoIsWrong(
	tx: Tx,
	actor: Actor,
	memberIds: readonly string[],
	approverId: string | null
): Promise<FieldIssues> {
	const present = await Promise.all(memberIds.map((id) => holdActive(tx, id)));
	const members =
		memberIds.length === 0
			? 'writeoff_no_commission'
			: present.includes(undefined)
				? 'writeoff_member_left'
				: undefined;
	const approver = await approverIssue(tx, actor, memberIds, approverId);
	return {
		...(members && { memberIds: [members] }),
		...(approver && { approverId: [approver] })
	};
}

async function approverIssue(
	tx: Tx,
	actor: Actor,
	memberIds: readonly string[],
	approverId: string | null
): Promise<string | undefined> {
	if (!approverId) return 'errors_choose';
	if (approverId === actor.personId) return 'writeoff_approver_is_proposer';
	if (memberIds.includes(approverId)) return 'writeoff_approver_in_commission';
	if (!(await holdActive(tx, approverId))) return 'errors_choose';
	if (!(await isManager(tx, approverId))) return 'writeoff_approver_no_manager';
	return undefined;
}
