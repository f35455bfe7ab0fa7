import { DomainError } from '$lib/errors.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { countEvidence, MOST_ON_PAPER } from '$lib/server/training/evidence/evidence-pack.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { evidenceSchema } from '$lib/server/web/evidence-question.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

/** The question stands in the address, so that it can be sent to a colleague. */
export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const units = await listUnitOptions(db, locale);
	return { units, ...(await ask(event)) };
});

async function ask(event: PageServerLoadEvent) {
	const form = new FormData();
	for (const [name, value] of event.url.searchParams) form.append(name, value);
	const nothing = { values: {}, issues: {}, count: null, onPaper: false, query: '' };
	if ([...form.keys()].length === 0) return nothing;
	const actor = signedIn(event);
	const untold = await resolveTypedPeople(event.locals.db, actor, form, ['personId']);
	const parsed = parseForm(evidenceSchema, form);
	const { values } = parsed;
	if (!parsed.ok) return { ...nothing, values, ...refused({ ...parsed.issues, ...untold }) };
	if (untold.personId) return { ...nothing, values, ...refused(untold) };
	try {
		const count = await countEvidence(event.locals.db, actor, parsed.data);
		const asked = Object.entries(parsed.data).filter(([, value]) => value !== null);
		return {
			values,
			issues: {},
			count,
			onPaper: count <= MOST_ON_PAPER,
			query: new URLSearchParams(asked as [string, string][]).toString()
		};
	} catch (problem) {
		if (!(problem instanceof DomainError) || problem.code !== 'Invalid') throw problem;
		return { ...nothing, values, ...refused(problem.issues) };
	}
}

const refused = (issues: Record<string, string[]>) => ({
	issues: failForm(issues, {}).data.issues
});
