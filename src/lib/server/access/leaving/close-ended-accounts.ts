import { isoDay } from '#lib/format/moments.ts';
import { DomainError } from '#lib/errors.ts';
import { systemActor } from '#lib/people/actor.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { listEnded } from '#lib/server/people/plan-leave.ts';
import { letGo } from './let-go.ts';

/**
 * Closes the accounts of those whose last day in Tallinn is over: `letGo`, with their line manager as successor.
 * Somebody who has nobody to pass things to, and the last administrator, stay for a person to decide about: they are
 * red in the list of leavers. Safe to run twice.
 */
export const closeEndedAccounts: JobHandler = async ({ db, clock }) => {
	for (const ended of await listEnded(db, isoDay(clock.now()))) {
		try {
			await letGo(db, systemActor, { ...ended, successorId: null }, clock);
		} catch (problem) {
			if (!(problem instanceof DomainError)) throw problem;
		}
	}
};
