import type { Answers } from '#lib/catalogue/answer-value.ts';
import { meets } from '#lib/catalogue/condition.ts';
import { effectPerson, effectTargets } from '#lib/catalogue/effect-targets.ts';
import type { ServiceTask } from '#lib/catalogue/service-task.ts';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import { rightName } from '#lib/systems/right-name.ts';
import type { ShownConflict } from '#lib/systems/shown-conflict.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { conflictsOf, type AskedRole } from '#lib/server/systems/role-conflicts.ts';

/** A request, or what is typed of one: what its tasks would give, to whom. */
type Asking = {
	tasks: readonly Pick<ServiceTask, 'effect' | 'when'>[];
	answers: Readonly<Answers>;
	beneficiaryId: string;
};

function askedRoles({ tasks, answers, beneficiaryId }: Asking): AskedRole[] {
	return tasks.flatMap(({ effect, when }) => {
		if (effect?.kind !== 'grant_right' || (when && !meets(when, answers))) return [];
		const named = effectPerson(effect, answers);
		// Whom an earlier task adds to the register has nothing yet.
		if (effect.person && !named) return [];
		return effectTargets(effect, answers).flatMap((target) => {
			if (!('right' in target)) return [];
			const { role } = target.right;
			return { personId: named ?? beneficiaryId, role: target.by === 'id' ? role : target.right };
		});
	});
}

/**
 * What does not go together among the rights that these requests ask for and what the people have, for each in the order
 * of `asked`. For who decides about them. One query for all, none when no right is asked for.
 */
export async function findConflicts(
	db: DbOrTx,
	asked: readonly Asking[],
	locale: Locale
): Promise<ShownConflict[][]> {
	const roles = asked.map(askedRoles);
	const found = await conflictsOf(db, roles.flat());
	return roles.map((some) => {
		const people = new Set(some.map(({ personId }) => personId));
		const keys = new Set(some.map(({ role }) => keyOf(role)));
		return found
			.filter((one) => people.has(one.personId) && (keys.has(one.roleId) || keys.has(one.roleSlug)))
			.map((one) => ({
				asked: rightName(one.askedSystem, one.asked, locale),
				other: rightName(one.otherSystem, one.other, locale),
				why: localize(one.why, locale),
				has: one.validFrom !== null
			}));
	});
}

const keyOf = (role: AskedRole['role']) =>
	typeof role === 'string' ? role : `${role.system}/${role.role}`;
