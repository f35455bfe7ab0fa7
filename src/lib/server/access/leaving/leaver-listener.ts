import { and, eq, ne } from 'drizzle-orm';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { isId } from '#lib/ids.ts';
import { systemActor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import type { RequestListener } from '#lib/server/requests/request-listeners.ts';
import { staffChange } from '../changes/tables.ts';
import { limitLeaver } from './limit-leaver.ts';
import { openLeaving } from './open-leaving.ts';

/**
 * Goes along with the request that tells of a leaver: the leaving is opened when it is sent, and rights get the last day
 * when the desk has set it. What is missed here, the job does (`followLeavings`).
 */
export const leaverListener: RequestListener = {
	stages: () => Promise.resolve([]),
	plan: () => Promise.resolve({ more: [], without: [], dueOn: {} }),

	async sent(tx, request, definition, at) {
		const fields = leaverFields(definition);
		const personId = fields && request.answers[fields.person];
		const day = fields && request.answers[fields.day];
		if (typeof personId !== 'string' || !isId(personId) || typeof day !== 'string') return;
		// Sent again about somebody else: the first one stays, unless a day of theirs stands in the register.
		await tx
			.update(staffChange)
			.set({ requestId: null, requestNumber: null })
			.where(and(eq(staffChange.requestId, request.id), ne(staffChange.personId, personId)));
		const who = await findLeaver(tx, personId);
		if (who?.status !== 'active') return;
		const told = { requestId: request.id, requestNumber: request.number };
		await openLeaving(tx, systemActor, { personId, day: who.endsOn ?? day, ...told }, at);
	},

	async stepped(tx, request, _actor, at) {
		const [leaving] = await tx
			.select()
			.from(staffChange)
			.where(
				and(
					eq(staffChange.requestId, request.id),
					eq(staffChange.kind, 'leaver'),
					eq(staffChange.state, 'open')
				)
			);
		const who = leaving && (await findLeaver(tx, leaving.personId ?? ''));
		if (leaving && who?.status === 'active' && who.endsOn)
			await limitLeaver(tx, systemActor, leaving, who.endsOn, at);
	}
};

/** The fields of a form that say who leaves and when; undefined for a form about something else. */
function leaverFields(definition: ServiceDefinition): { person: string; day: string } | undefined {
	for (const { effect } of definition.tasks) {
		if (effect?.kind === 'set_last_day' && effect.person)
			return { person: effect.person, day: effect.field };
	}
	return undefined;
}

async function findLeaver(tx: Tx, id: string) {
	const [who] = await tx
		.select({ status: person.status, endsOn: person.endsOn })
		.from(person)
		.where(eq(person.id, id));
	return who;
}
