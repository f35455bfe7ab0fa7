import * as v from 'valibot';
import { can } from '$lib/people/permissions.ts';
import { neededId } from '$lib/systems/form-fields.ts';
import {
	finishEquipmentTask,
	listEquipmentTasks,
	takeEquipmentTask
} from '$lib/server/equipment/acts/desk-tasks.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { neededLine } from '$lib/server/web/needed.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const show = event.url.searchParams.get('show') === 'done' ? 'done' : 'open';
	return {
		show,
		tasks: await listEquipmentTasks(db, actor, show),
		personId: actor.personId,
		mayDo: can(actor, 'equipment.move', undefined),
		now: clock.now()
	} as const;
});

const taking = v.object({ taskId: neededId, take: v.picklist(['yes', 'no']) });
const finishing = v.object({ taskId: neededId, outcome: neededLine('acts_outcome_needed', 500) });

export const actions: Actions = {
	take: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(taking, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { taskId, take } = parsed.data;
		await takeEquipmentTask(db, signedIn(event), { taskId, take: take === 'yes' }, clock);
		return { done: 'taken' as const };
	}),
	finish: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(finishing, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await finishEquipmentTask(db, signedIn(event), parsed.data, clock);
		return { done: 'finished' as const };
	})
};
