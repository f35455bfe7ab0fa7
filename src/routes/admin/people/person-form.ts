import { redirect, type RequestEvent } from '@sveltejs/kit';
import type * as v from 'valibot';
import type { Actor } from '$lib/people/actor.ts';
import type { Clock } from '$lib/server/clock.ts';
import type { Db } from '$lib/server/db/client.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';

/** Runs one command for the record in the address, with what its form said. */
type Work<Input> = (
	db: Db,
	actor: Actor,
	id: string,
	input: Input,
	clock: Clock
) => Promise<unknown>;

/**
 * A form of a person's page: parsed, run, and then the page again with `?done=`, which says what happened.
 * `people` are fields in which a name may have been typed without choosing it. A refused form says which it was.
 */
export function personForm<S extends v.GenericSchema>(
	done: string,
	schema: S,
	people: string[],
	work: Work<v.InferOutput<S>>
) {
	return action(async (event: RequestEvent, form: FormData) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, people);
		const parsed = parseForm(schema, form);
		const issues = { ...(parsed.ok ? {} : parsed.issues), ...untold };
		if (!parsed.ok || Object.keys(untold).length > 0) return failForm(issues, parsed.values);
		await work(db, actor, event.params.id ?? '', parsed.data, clock);
		redirect(303, `${event.url.pathname}?done=${done}`);
	});
}
