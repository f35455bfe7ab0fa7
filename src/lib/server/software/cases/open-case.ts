import { caseWhyIn } from '#lib/software/case-words.ts';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { findSuperior, listAgentsFor, listTownAgents } from '#lib/server/people/approvers.ts';
import { findHeadAbove } from '#lib/server/people/find-head-above.ts';
import { getWorkingHours } from '#lib/server/settings/settings.ts';
import { workingCalendar } from '#lib/working-time/calendar.ts';
import { addWorkingDays } from '#lib/working-time/working-time.ts';
import type { Violation } from './find-violations.ts';
import { softwareCase } from './tables.ts';

/** Working days until it is to be gone, or in order. */
const DAYS_TO_ACT = 10;

/** The page of a case, for its people and for the desk. */
export const caseHref = (number: number) => `/things/cases/${number}`;

/**
 * Opens a case in the caller's transaction and tells in plain words whoever uses the device and their line manager; who
 * has none, the head of the unit or the next one above; where there is nobody, the desk. One that is open already stays
 * as it is. Recorded as `software_case.opened`. Gives whether it is new.
 */
export async function openCase(tx: Tx, violation: Violation, at: Date): Promise<boolean> {
	const { kind, productId, product, deviceRowId, found, device, itemId, personId, unitId } =
		violation;
	const calendar = workingCalendar(await getWorkingHours(tx, 'office'));
	const deadline = isoDay(addWorkingDays(at, DAYS_TO_ACT, calendar));
	const managerId = await managerOf(tx, violation);
	const row = {
		...{ id: newId(), kind, productId, deviceRowId, found, itemId, personId, managerId, unitId },
		...{ openedAt: at, deadline, state: 'open' as const }
	};
	const [made] = await tx
		.insert(softwareCase)
		.values(row)
		.onConflictDoNothing()
		.returning({ number: softwareCase.number });
	if (!made) return false;
	const event = {
		subject: { noun: 'software_case', id: row.id, href: caseHref(made.number) },
		params: {
			...{ title: product, device, due: deadline, note: caseWhyIn(kind) },
			...(violation.personName ? { who: violation.personName } : {})
		},
		at
	};
	if (personId)
		await notify(tx, { ...event, kind: 'software.case_opened', recipients: [personId] });
	if (personId && managerId)
		await notify(tx, { ...event, kind: 'software.case_manager', recipients: [managerId] });
	else {
		const recipients = await (unitId ? listAgentsFor(tx, unitId) : listTownAgents(tx));
		await notify(tx, { ...event, kind: 'software.case_desk', recipients });
	}
	await recordAudit(tx, {
		...{ actor: systemActor, action: 'software_case.opened', noun: 'software_case' },
		...{ recordId: row.id, after: { ...row, number: made.number }, at }
	});
	return true;
}

async function managerOf(
	tx: Tx,
	{ personId, managerId }: Pick<Violation, 'personId' | 'managerId'>
): Promise<string | null> {
	if (!personId) return null;
	const manager = managerId ? await findSuperior(tx, managerId) : undefined;
	if (manager?.status === 'active') return manager.id;
	return (await findHeadAbove(tx, personId)) ?? null;
}
