import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { isId } from '#lib/ids.ts';
import { deputyForSchema, deputySchema } from '#lib/people/person-schemas.ts';
import { endDeputy } from '#lib/server/people/end-deputy.ts';
import { nameDeputy } from '#lib/server/people/name-deputy.ts';
import { resolveTypedPeople } from '#lib/server/people/resolve-typed-people.ts';
import { failForm } from './fail.ts';
import { parseForm } from './parse-form.ts';
import { action, signedIn } from './route.ts';

const row = v.object({ id: v.pipe(v.string(), v.check(isId, 'errors_invalid')) });

/** The two forms of a page of deputies: of oneself, or of anybody whom the form names too. */
export function deputyActions(page: string, whose: 'own' | 'anybody') {
	const schema = whose === 'own' ? deputySchema : deputyForSchema;
	const typed = whose === 'own' ? ['deputyId'] : ['personId', 'deputyId'];
	return {
		name: action(async (event: RequestEvent, form) => {
			const { db, clock } = event.locals;
			const actor = signedIn(event);
			const untold = await resolveTypedPeople(db, actor, form, typed);
			const parsed = parseForm(schema, form);
			const issues = { ...(parsed.ok ? {} : parsed.issues), ...untold };
			if (!parsed.ok || Object.keys(untold).length > 0) return failForm(issues, parsed.values);
			await nameDeputy(db, actor, parsed.data, clock);
			redirect(303, `${page}?done=named`);
		}),
		end: action(async (event: RequestEvent, form) => {
			const { db, clock } = event.locals;
			const parsed = parseForm(row, form);
			if (!parsed.ok) return failForm(parsed.issues, parsed.values);
			await endDeputy(db, signedIn(event), parsed.data, clock);
			redirect(303, `${page}?done=ended`);
		})
	};
}
