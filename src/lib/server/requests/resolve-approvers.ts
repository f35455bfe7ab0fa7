import type { Answers } from '#lib/catalogue/answer-value.ts';
import type { ApproverRule } from '#lib/catalogue/approval-stage.ts';
import { stageSystemIds } from '#lib/catalogue/effect-targets.ts';
import { answersAt } from '#lib/catalogue/field-at.ts';
import {
	findActiveByEmail,
	findBudgetOwner,
	findPlaceHead,
	findSuperior,
	listAdministrators,
	type Superior
} from '#lib/server/people/approvers.ts';
import { listSystemOwners } from '#lib/server/systems/list-system-owners.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';

/** Why somebody is asked: the rule, or `instead` of somebody who may not decide this one. */
export type Because = ApproverRule['kind'] | 'instead' | 'administrator';

export type ResolvedApprover = { id: string; name: string; because: Because };

export type ApprovalCase = {
	requesterId: string;
	beneficiaryId: string;
	managerId: string | null;
	unitId: string;
	placeId: string | null;
	answers: Readonly<Answers>;
};

/**
 * The people a rule means, now. Nobody approves what they asked for or get themselves, and nobody who has left
 * approves: their own line manager is asked instead, and up from there; where nobody remains, the administrators.
 * Never empty while there is an administrator who is not a party.
 */
export async function resolveApprovers(
	db: DbOrTx,
	rule: ApproverRule,
	request: ApprovalCase
): Promise<ResolvedApprover[]> {
	const parties = new Set([request.requesterId, request.beneficiaryId]);
	const found = new Map<string, ResolvedApprover>();
	for (const id of await namedByRule(db, rule, request)) {
		const approver = await firstAllowed(db, id, parties, rule.kind);
		if (approver) found.set(approver.id, approver);
	}
	if (found.size > 0) return [...found.values()];
	for (const id of await listAdministrators(db)) {
		if (parties.has(id)) continue;
		const administrator = await findSuperior(db, id);
		if (administrator) found.set(id, { ...administrator, because: 'administrator' });
	}
	return [...found.values()];
}

async function namedByRule(
	db: DbOrTx,
	rule: ApproverRule,
	request: ApprovalCase
): Promise<string[]> {
	const one = (id: string | null | undefined) => (id ? [id] : []);
	switch (rule.kind) {
		case 'line_manager':
			return one(request.managerId);
		case 'head_of_place': {
			const asked = rule.field ? answersAt(request.answers, rule.field)[0] : undefined;
			const placeId = typeof asked === 'string' ? asked : request.placeId;
			return placeId ? one(await findPlaceHead(db, placeId)) : one(request.managerId);
		}
		case 'system_owner':
			return listSystemOwners(db, {
				ids: stageSystemIds(rule, request.answers),
				slug: rule.system
			});
		case 'budget_owner':
			return one(await findBudgetOwner(db, request.unitId));
		case 'named':
			return one(await findActiveByEmail(db, rule.email));
	}
}

async function firstAllowed(
	db: DbOrTx,
	startId: string,
	parties: ReadonlySet<string>,
	because: Because
): Promise<ResolvedApprover | undefined> {
	const seen = new Set<string>();
	let next: string | null = startId;
	while (next && !seen.has(next)) {
		seen.add(next);
		const superior: Superior | undefined = await findSuperior(db, next);
		if (!superior) return undefined;
		if (superior.status === 'active' && !parties.has(superior.id)) {
			return {
				id: superior.id,
				name: superior.name,
				because: superior.id === startId ? because : 'instead'
			};
		}
		next = superior.managerId;
	}
	return undefined;
}
