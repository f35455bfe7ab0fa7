import { accessTasksShape } from '$lib/access/task-shape.ts';
import { isId } from '$lib/ids.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { can } from '$lib/people/permissions.ts';
import { openRecord } from '$lib/systems/load-open.ts';
import { forEachOf, type ManyDone } from '$lib/server/access/many.ts';
import { completeAccessTask } from '$lib/server/access/tasks/complete-access-task.ts';
import { dismissAccessTask } from '$lib/server/access/tasks/dismiss-access-task.ts';
import { getAccessTask, listAccessTasks } from '$lib/server/access/tasks/list-access-tasks.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { taskFilters, taskView } from './task-list.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const params = event.url.searchParams;
	const state = parseListState(accessTasksShape, params);
	// The bare address shows what is to be done.
	if (params.size === 0) state.filters.state = ['open'];
	const [page, filters, opened] = await Promise.all([
		listAccessTasks(db, actor, state, clock),
		taskFilters(db, locale, state),
		openRecord(state.open, (id) => getAccessTask(db, actor, id))
	]);
	return {
		view: taskView(state, page, filters),
		opened,
		mayWork: can(actor, 'rights.grant'),
		now: clock.now()
	};
});

function ticked(form: FormData): string[] {
	const { ids = [] } = formValues(form);
	return [ids].flat().filter(isId);
}

const shown = ({ done, refused }: ManyDone) => ({
	done,
	refused: refused.map(({ id, problem }) => ({
		id,
		why: errorText(problem.messageKey, problem.details)
	}))
});

export const actions: Actions = {
	do: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const ids = ticked(form);
		const outcome = String(formValues(form).reason ?? '').slice(0, 2000);
		if (ids.length === 0) return failForm({ ids: ['rights_tick_first'] }, {});
		const result = await forEachOf(ids, (taskId) =>
			completeAccessTask(db, actor, { taskId, outcome }, clock)
		);
		return { many: shown(result), was: 'done' as const };
	}),
	dismiss: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const ids = ticked(form);
		const values = formValues(form);
		const reason = String(values.reason ?? '').slice(0, 2000);
		if (ids.length === 0) return failForm({ ids: ['rights_tick_first'] }, values);
		if (!reason.trim()) return failForm({ reason: ['errors_required'] }, values);
		const result = await forEachOf(ids, (taskId) =>
			dismissAccessTask(db, actor, { taskId, reason }, clock)
		);
		return { many: shown(result), was: 'dismissed' as const };
	})
};
