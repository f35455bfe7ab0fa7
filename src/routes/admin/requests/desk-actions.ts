import type { ActionFailure, RequestEvent } from '@sveltejs/kit';
import type * as v from 'valibot';
import { mentionedIn } from '$lib/requests/desk/mentions.ts';
import { deskSchemas } from '$lib/requests/desk/desk-schemas.ts';
import { formatNumber, parseNumber } from '$lib/requests/request-number.ts';
import { DomainError, invalid } from '$lib/errors.ts';
import type { Actor } from '$lib/people/actor.ts';
import type { Clock } from '$lib/server/clock.ts';
import type { Db } from '$lib/server/db/client.ts';
import { removeView, saveView } from '$lib/server/lists/saved-views.ts';
import { listAgentNames } from '$lib/server/people/list-agent-names.ts';
import {
	assignRequest,
	handOverRequest,
	takeRequest
} from '$lib/server/requests/assign-request.ts';
import { changeService } from '$lib/server/requests/change-service.ts';
import { cancelRequest } from '$lib/server/requests/cancel-request.ts';
import { commentRequest } from '$lib/server/requests/comment-request.ts';
import {
	completeTask,
	ownTask,
	tickChecklist,
	undoTask
} from '$lib/server/requests/complete-task.ts';
import { fulfilRequest } from '$lib/server/requests/fulfil-request.ts';
import { linkRequests, mergeRequests } from '$lib/server/requests/link-requests.ts';
import { forEachRequest } from '$lib/server/requests/many.ts';
import { movePromise } from '$lib/server/requests/move-promise.ts';
import { rejectRequest, returnRequest } from '$lib/server/requests/refuse-request.ts';
import { reopenRequest } from '$lib/server/requests/reopen-request.ts';
import { storeLetterFiles } from '$lib/server/requests/store-letter-files.ts';
import { resumeRequest, waitForRequester, waitForVendor } from '$lib/server/requests/wait-for.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { failForm, type FormProblem } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';

/** What an act of the desk answers when it went well; `refused` names the requests of a bulk act that did not. */
export type DeskDone = {
	done: string;
	count?: number;
	refused?: { label: string; message: string }[];
};

type Desk<T> = { db: Db; actor: Actor; clock: Clock; data: T; form: FormData };

/** One act: reads its form, runs its command, and says what was done. */
function act<S extends v.GenericSchema>(
	name: string,
	schema: S,
	work: (desk: Desk<v.InferOutput<S>>) => Promise<unknown>
): (event: RequestEvent) => Promise<DeskDone | ActionFailure<FormProblem>> {
	return action(async (event: RequestEvent, form: FormData) => {
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { db, clock } = event.locals;
		await work({ db, actor: signedIn(event), clock, data: parsed.data, form });
		return { done: name };
	});
}

/** One act on all ticked requests; the answer names those that refused. */
function actMany<S extends v.GenericSchema<unknown, { ids: number[] }>>(
	name: string,
	schema: S,
	work: (number: number, desk: Omit<Desk<v.InferOutput<S>>, 'form'>) => Promise<unknown>
): (event: RequestEvent) => Promise<DeskDone | ActionFailure<FormProblem>> {
	return action(async (event: RequestEvent, form: FormData) => {
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { db, clock } = event.locals;
		const desk = { db, actor: signedIn(event), clock, data: parsed.data };
		const result = await forEachRequest(parsed.data.ids, (number) => work(number, desk));
		return {
			done: name,
			count: result.done,
			refused: result.refused.map(({ number, problem }) => ({
				label: formatNumber(number),
				message: errorText(
					Object.values(problem.issues ?? {}).flat()[0] ?? problem.messageKey,
					problem.details
				)
			}))
		};
	});
}

const otherNumber = (text: string): number => {
	const number = parseNumber(text);
	if (number === undefined) throw invalid({ other: ['queue_other_number'] });
	return number;
};

/** The other request is typed: a number that is nobody's, or not for this reader, is a problem of that field. */
async function withOther(form: string, work: (number: number) => Promise<unknown>) {
	const number = otherNumber(form);
	try {
		return await work(number);
	} catch (problem) {
		if (!(problem instanceof DomainError) || problem.code !== 'NotFound') throw problem;
		throw invalid({ other: ['queue_other_unknown'] });
	}
}

/** Every act of the desk, for the queue with its panel and for a request's own desk page. */
export const deskActions = {
	take: act('take', deskSchemas.step, ({ db, actor, data, clock }) =>
		takeRequest(db, actor, data, clock)
	),
	assign: act('assign', deskSchemas.assign, ({ db, actor, data, clock }) =>
		assignRequest(db, actor, { ...data, assigneeId: data.assignee }, clock)
	),
	hand_over: act('hand_over', deskSchemas.team, ({ db, actor, data, clock }) =>
		handOverRequest(db, actor, data, clock)
	),
	change_service: act('change_service', deskSchemas.service, ({ db, actor, data, clock }) =>
		changeService(db, actor, { ...data, slug: data.service }, clock)
	),
	ask: act('ask', deskSchemas.question, ({ db, actor, data, clock }) =>
		waitForRequester(db, actor, data, clock)
	),
	vendor: act('vendor', deskSchemas.note, ({ db, actor, data, clock }) =>
		waitForVendor(db, actor, data, clock)
	),
	resume: act('resume', deskSchemas.step, ({ db, actor, data, clock }) =>
		resumeRequest(db, actor, data, clock)
	),
	promise: act('promise', deskSchemas.promise, ({ db, actor, data, clock }) =>
		movePromise(db, actor, data, clock)
	),
	task: act('task', deskSchemas.task, ({ db, actor, data, clock }) =>
		completeTask(
			db,
			actor,
			{
				...{ ...data, taskKey: data.task },
				choice: { item: data.item, email: data.email, despite: data.despite }
			},
			clock
		)
	),
	undo: act('undo', deskSchemas.task, ({ db, actor, data, clock }) =>
		undoTask(db, actor, { ...data, taskKey: data.task }, clock)
	),
	point: act('point', deskSchemas.point, ({ db, actor, data, clock }) =>
		tickChecklist(db, actor, { ...data, taskKey: data.task, done: data.done === '1' }, clock)
	),
	own_task: act('own_task', deskSchemas.owner, ({ db, actor, data, clock }) =>
		ownTask(db, actor, { ...data, taskKey: data.task, ownerId: data.owner }, clock)
	),
	fulfil: act('fulfil', deskSchemas.fulfil, ({ db, actor, data, clock }) =>
		fulfilRequest(db, actor, data, clock)
	),
	return: act('return', deskSchemas.reason, ({ db, actor, data, clock }) =>
		returnRequest(db, actor, data, clock)
	),
	reject: act('reject', deskSchemas.reason, ({ db, actor, data, clock }) =>
		rejectRequest(db, actor, data, clock)
	),
	cancel: act('cancel', deskSchemas.reason, ({ db, actor, data, clock }) =>
		cancelRequest(db, actor, data, clock)
	),
	reopen: act('reopen', deskSchemas.reason, ({ db, actor, data, clock }) =>
		reopenRequest(db, actor, data, clock)
	),
	link: act('link', deskSchemas.other, ({ db, actor, data, clock }) =>
		withOther(data.other, (other) =>
			linkRequests(db, actor, { number: data.number, otherNumber: other }, clock)
		)
	),
	merge: act('merge', deskSchemas.other, ({ db, actor, data, clock }) =>
		withOther(data.other, (other) =>
			mergeRequests(db, actor, { number: data.number, intoNumber: other }, clock)
		)
	),
	comment: act('comment', deskSchemas.comment, async ({ db, actor, data, form, clock }) => {
		const fileIds = await storeLetterFiles(db, actor, form.getAll('files'), clock);
		await commentRequest(
			db,
			actor,
			{
				number: data.number,
				body: data.body,
				internal: data.to === 'desk',
				mentions: mentionedIn(data.body, await listAgentNames(db)),
				fileIds
			},
			clock
		);
	}),
	take_many: actMany('take_many', deskSchemas.many, (number, { db, actor, clock }) =>
		takeRequest(db, actor, { number }, clock)
	),
	assign_many: actMany(
		'assign_many',
		deskSchemas.assignMany,
		(number, { db, actor, data, clock }) =>
			assignRequest(db, actor, { number, assigneeId: data.assignee }, clock)
	),
	status_many: actMany(
		'status_many',
		deskSchemas.statusMany,
		(number, { db, actor, data, clock }) => {
			if (data.status === 'vendor') return waitForVendor(db, actor, { number }, clock);
			if (data.status === 'resume') return resumeRequest(db, actor, { number }, clock);
			return fulfilRequest(db, actor, { number }, clock);
		}
	),
	promise_many: actMany(
		'promise_many',
		deskSchemas.promiseMany,
		(number, { db, actor, data, clock }) =>
			movePromise(db, actor, { number, day: data.day, why: data.why }, clock)
	),
	comment_many: actMany(
		'comment_many',
		deskSchemas.commentMany,
		(number, { db, actor, data, clock }) =>
			commentRequest(db, actor, { number, body: data.body, internal: data.to === 'desk' }, clock)
	),
	save_view: act('save_view', deskSchemas.view, ({ db, actor, data, clock }) =>
		saveView(
			db,
			actor,
			{ list: 'requests', name: data.name, query: data.query, shared: data.shared !== undefined },
			clock
		)
	),
	remove_view: act('remove_view', deskSchemas.viewId, ({ db, actor, data }) =>
		removeView(db, actor, data.view)
	)
};
