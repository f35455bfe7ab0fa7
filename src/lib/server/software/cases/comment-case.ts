import { forbidden, invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { listAgentsFor, listTownAgents } from '#lib/server/people/approvers.ts';
import { getCase } from './get-case.ts';
import { caseHref } from './open-case.ts';
import { softwareCaseComment } from './tables.ts';

/**
 * Says something about a case. Its people and the desk of its unit may; auditors only read it. The others of them hear of
 * it. Recorded as `software_case.said`. Throws NotFound, Forbidden, Invalid (`text`).
 */
export async function commentCase(
	db: DbOrTx,
	actor: Actor,
	{ number, text }: { number: number; text: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	const said = text.trim();
	if (said === '') throw invalid({ text: ['errors_required'] });
	await withTransaction(db, async (tx) => {
		const found = await getCase(tx, actor, number);
		if (!found.maySpeak) throw forbidden();
		const { id: caseId, personId, managerId, unitId, product } = found;
		const comment = { id: newId(), caseId, authorId: actor.personId, text: said, at };
		await tx.insert(softwareCaseComment).values(comment);
		const desk = await (unitId ? listAgentsFor(tx, unitId) : listTownAgents(tx));
		const parties = [personId, managerId].filter((id) => id !== null);
		const recipients = parties.includes(actor.personId) ? [...parties, ...desk] : parties;
		await notify(tx, {
			kind: 'software.case_said',
			recipients,
			exclude: [actor.personId],
			subject: { noun: 'software_case', id: caseId, href: caseHref(number) },
			params: { title: product, who: actor.name, note: said, number: String(number) },
			at
		});
		await recordAudit(tx, {
			...{ actor, action: 'software_case.said', noun: 'software_case', recordId: caseId },
			...{ after: { text: said }, at }
		});
	});
}
