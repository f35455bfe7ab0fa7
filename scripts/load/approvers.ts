import type { Answers } from '#lib/catalogue/answer-value.ts';
import type { ApprovalStage } from '#lib/catalogue/approval-stage.ts';
import { stageSystemIds } from '#lib/catalogue/effect-targets.ts';
import type { LoadedPerson, LoadedUnit, World } from './model.ts';

export type Approver = { who: LoadedPerson; because: string };

type Case = { requester: LoadedPerson; beneficiary: LoadedPerson; answers: Answers };

/**
 * Who decides a stage, by the rules of `resolveApprovers`, from the organisation in memory: never a party, their
 * line manager instead and up from there, the administrator where nobody remains.
 */
export function approversOf(world: World, stage: ApprovalStage, request: Case): Approver[] {
	const parties = new Set([request.requester, request.beneficiary]);
	const found = new Map<LoadedPerson, Approver>();
	for (const named of namedBy(world, stage, request)) {
		let who: LoadedPerson | null = named;
		while (who && parties.has(who)) who = who.manager;
		if (who) found.set(who, { who, because: who === named ? stage.rule.kind : 'instead' });
	}
	if (found.size > 0) return [...found.values()];
	const last = [world.admin, ...world.agents].find((one) => !parties.has(one));
	return last ? [{ who: last, because: 'administrator' }] : [];
}

function namedBy(world: World, { rule }: ApprovalStage, request: Case): LoadedPerson[] {
	const { beneficiary, answers } = request;
	const maybe = (who: LoadedPerson | null | undefined) => (who ? [who] : []);
	switch (rule.kind) {
		case 'line_manager':
			return maybe(beneficiary.manager);
		case 'head_of_place':
			return maybe(beneficiary.unit.people[0]);
		case 'budget_owner':
			return maybe(budgetOwner(beneficiary.unit));
		case 'system_owner': {
			const ids = new Set(stageSystemIds(rule, answers));
			const roles = world.roles.filter(
				(role) => ids.has(role.systemId) || (rule.system && role.systemSlug === rule.system)
			);
			return [...new Set(roles.map((role) => role.owner))];
		}
		case 'named':
			return world.people.filter((person) => person.email === rule.email);
	}
}

/** The head of the unit: departments name their head as budget owner, everybody below is their own. */
function budgetOwner(unit: LoadedUnit | null): LoadedPerson | undefined {
	return unit?.people[0] ?? (unit ? budgetOwner(unit.parent) : undefined);
}
