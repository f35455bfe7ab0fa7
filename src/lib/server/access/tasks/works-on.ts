import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';

/** Does the task: the desk of its unit; one about nobody known is the whole town's, as in the list of tasks. */
export const worksOn = (actor: Actor, { unitId }: { unitId: string | null }): boolean =>
	unitId ? can(actor, 'rights.grant', { unitId }) : can(actor, 'systems.edit');
