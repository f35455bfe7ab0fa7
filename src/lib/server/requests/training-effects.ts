import { conflict } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { assignByRules } from '#lib/server/training/duty/assign-by-rules.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { modulesAbout } from '#lib/server/training/duty/modules-about.ts';
import {
	mustMeetConditions,
	type ConditionTarget
} from '#lib/server/training/duty/module-conditions.ts';
import { findModuleByKey } from '#lib/server/training/duty/find-module-by-key.ts';
import type { LockedRequest } from './locked-request.ts';

type Giving = { tx: Tx; actor: Actor; request: LockedRequest; personId: string; clock: Clock };

/**
 * Gives a right or seat with the training that belongs to it: throws Conflict `duty_condition_unmet` where a module
 * has to be done before; afterwards what rules say of its holders is assigned at once, because of this request.
 */
export async function withTraining(
	giving: Giving,
	target: ConditionTarget,
	give: () => Promise<string>
): Promise<string> {
	const { tx, actor, request, personId, clock } = giving;
	const at = clock.now();
	// After the register, which says first that it is held already; a refusal undoes what it wrote.
	const made = await give();
	await mustMeetConditions(tx, personId, target, { today: isoDay(at), locale: actor.locale });
	const moduleIds = await modulesAbout(tx, target);
	if (moduleIds.length > 0) {
		await assignByRules(tx, { moduleIds, personIds: [personId] }, at, { number: request.number });
	}
	return made;
}

/** Assigns the module of a task. Ids of what was opened; `held` where the person has it open or did it already. */
export async function assignTaskModule(giving: Giving, key: string): Promise<string> {
	const { tx, actor, request, personId, clock } = giving;
	const taught = await findModuleByKey(tx, key);
	if (!taught) throw conflict('errors_record_gone');
	const { opened } = await assignModule(
		tx,
		actor,
		{ moduleId: taught.id, personIds: [personId], requestNumber: request.number },
		clock
	);
	return opened.length > 0 ? opened.map((one) => one.id).join(',') : 'held';
}
