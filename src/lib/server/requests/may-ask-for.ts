import type { ForWhom } from '#lib/catalogue/service-definition.ts';
import { invalid } from '#lib/errors.ts';
import { hasRoleIn, type Actor } from '#lib/people/actor.ts';
import type { PersonFacts } from '#lib/server/people/person-facts.ts';

/**
 * Refuses people for whom this service may not be asked by this person: oneself (`self`), any active colleague
 * (`colleague`), staff of a unit one represents or people one leads (`unit_staff`), more than one (`several`).
 * The desk may ask for anybody in its units. Throws Invalid at `beneficiary`.
 */
export function checkBeneficiaries(actor: Actor, ways: readonly ForWhom[], people: PersonFacts[]) {
	if (people.length === 0) throw invalid({ beneficiary: ['errors_required'] });
	if (people.length > 1 && !ways.includes('several') && !people.every((one) => isDesk(actor, one)))
		throw invalid({ beneficiary: ['errors_beneficiary_one'] });
	if (!people.every((person) => mayAskFor(actor, ways, person)))
		throw invalid({ beneficiary: ['errors_beneficiary_refused'] });
}

/** May this person ask for that one, where a service allows these ways? Never for somebody who has left. */
export function mayAskFor(actor: Actor, ways: readonly ForWhom[], person: PersonFacts): boolean {
	if (person.status !== 'active') return false;
	if (actor.isSystem || isDesk(actor, person)) return true;
	if (person.id === actor.personId) return ways.includes('self');
	if (ways.includes('colleague')) return true;
	if (!ways.includes('unit_staff') && !ways.includes('several')) return false;
	return (
		person.managerId === actor.personId ||
		person.unitAncestorIds.some((id) => actor.representsUnitIds.includes(id))
	);
}

const isDesk = (actor: Actor, person: PersonFacts) => hasRoleIn(actor, 'agent', person.unitId);
