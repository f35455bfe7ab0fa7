import { decisionSchema, opinionSchema } from '$lib/equipment/write-off-schemas.ts';
import { decideWriteOff } from '$lib/server/equipment/writeoff/decide-write-off.ts';
import { getWriteOff } from '$lib/server/equipment/writeoff/get-write-off.ts';
import { giveOpinion } from '$lib/server/equipment/writeoff/give-opinion.ts';
import { writeOffFiles } from '$lib/server/equipment/writeoff/write-off-files.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const actor = signedIn(event);
	const { db } = event.locals;
	const found = await getWriteOff(db, actor, event.params.id);
	const files = await writeOffFiles(db, found.id);
	const own = found.members.find(({ personId }) => personId === actor.personId);
	return { found, files, own, isDeputy: found.may.decide && found.approverId !== actor.personId };
});

export const actions: Actions = {
	opinion: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(opinionSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const writeOffId = event.params.id ?? '';
		await giveOpinion(db, signedIn(event), { writeOffId, ...parsed.data }, clock);
		return { said: 'opinion' as const };
	}),
	decide: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(decisionSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { decision, reason } = parsed.data;
		const writeOffId = event.params.id ?? '';
		const approves = decision === 'approve';
		await decideWriteOff(db, signedIn(event), { writeOffId, approves, reason }, clock);
		return { said: approves ? ('approved' as const) : ('rejected' as const) };
	})
};
