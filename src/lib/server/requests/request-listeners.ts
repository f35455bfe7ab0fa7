import type { Answers } from '#lib/catalogue/answer-value.ts';
import type { ApprovalStage } from '#lib/catalogue/approval-stage.ts';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import type { ServiceTask, TaskEffect } from '#lib/catalogue/service-task.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import type { RequestRecord } from './locked-request.ts';

/** A task that stands beside those of the service. */
export type MoreTask = {
	key: string;
	title: LocalizedText;
	needs: string[];
	effect: TaskEffect;
	/** ISO day by which it is to be done. */
	dueOn: string;
};

/** How the tasks of a request differ from those of its service. */
export type TaskPlan = {
	more: MoreTask[];
	/** Keys of tasks that are not made. */
	without: string[];
	/** Days by which tasks of the service are to be done, by key. */
	dueOn: Record<string, string>;
};

/**
 * Somebody in a later room who goes along with requests, inside the transaction of each step. What they throw undoes
 * the step.
 */
export type RequestListener = {
	/** Who has to agree besides those the service names. */
	stages(
		tx: Tx,
		definition: ServiceDefinition,
		answers: Readonly<Answers>
	): Promise<ApprovalStage[]>;
	/** It was sent, or sent again with other answers; nobody was asked and no task was made yet. */
	sent(tx: Tx, request: RequestRecord, definition: ServiceDefinition, at: Date): Promise<void>;
	/** Its tasks are about to be made. */
	plan(tx: Tx, request: RequestRecord, tasks: readonly ServiceTask[]): Promise<TaskPlan>;
	/** A step was made: its status, hands or tasks are others. */
	stepped(tx: Tx, request: RequestRecord, actor: Actor, at: Date): Promise<void>;
};

const listeners = new Set<RequestListener>();

/**
 * Makes a listener known for as long as the process lives, or until what is given back is called; the same one twice is
 * one.
 */
export function listenToRequests(listener: RequestListener): () => void {
	listeners.add(listener);
	return () => void listeners.delete(listener);
}

/** Stages that listeners add to those of the service. */
export async function stagesOfListeners(
	tx: Tx,
	definition: ServiceDefinition,
	answers: Readonly<Answers>
): Promise<ApprovalStage[]> {
	const stages: ApprovalStage[] = [];
	for (const listener of listeners)
		stages.push(...(await listener.stages(tx, definition, answers)));
	return stages;
}

/** Tells listeners that a request was sent. */
export async function tellSent(
	tx: Tx,
	request: RequestRecord,
	definition: ServiceDefinition,
	at: Date
): Promise<void> {
	for (const listener of listeners) await listener.sent(tx, request, definition, at);
}

/** What listeners change about the tasks. */
export async function planOfListeners(
	tx: Tx,
	request: RequestRecord,
	tasks: readonly ServiceTask[]
): Promise<TaskPlan> {
	const all: TaskPlan = { more: [], without: [], dueOn: {} };
	for (const listener of listeners) {
		const { more, without, dueOn } = await listener.plan(tx, request, tasks);
		all.more.push(...more);
		all.without.push(...without);
		Object.assign(all.dueOn, dueOn);
	}
	return all;
}

/** Tells listeners that a step was made. */
export async function tellStepped(
	tx: Tx,
	request: RequestRecord,
	actor: Actor,
	at: Date
): Promise<void> {
	for (const listener of listeners) await listener.stepped(tx, request, actor, at);
}
