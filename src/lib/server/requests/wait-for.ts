import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { writeComment } from './comment-request.ts';
import { neededText, optionalText } from './needed-text.ts';
import { deskHands } from './desk-hands.ts';
import { takeStep, type StepResult } from './take-step.ts';

type WaitInput = { number: number; revision?: number };

/**
 * Asks the requester something and stops the clock until they answer. The question becomes a public comment. For the
 * desk. Recorded as `request.waiting_requester`; the requester is told. Throws NotFound, Forbidden, Conflict, Invalid.
 */
export async function waitForRequester(
	db: Db,
	actor: Actor,
	input: WaitInput & { question: string },
	clock: Clock = systemClock
): Promise<StepResult> {
	const question = neededText(input.question, 'question');
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.fulfil',
			action: 'request.waiting_requester',
			plan: (request, tx, at) => ({
				move: 'wait_requester',
				hands: { holder: 'requester', heldById: request.requesterId },
				event: { kind: 'waiting_requester' },
				afterwards: async (moved) => {
					await writeComment(tx, moved, actor, { body: question, internal: false }, at);
				},
				news: [
					{
						kind: 'request.waiting_requester',
						to: [request.requesterId],
						params: { note: question }
					}
				],
				audit: { question }
			})
		},
		clock
	);
}

/**
 * Stops the clock while a vendor must do something; the note is for the desk. Recorded as `request.waiting_vendor`.
 * For the desk. Throws NotFound, Forbidden, Conflict, Invalid.
 */
export async function waitForVendor(
	db: Db,
	actor: Actor,
	input: WaitInput & { note?: string },
	clock: Clock = systemClock
): Promise<StepResult> {
	const note = optionalText(input.note, 'note');
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.fulfil',
			action: 'request.waiting_vendor',
			plan: (_request, tx, at) => ({
				move: 'wait_vendor',
				hands: { holder: 'vendor' },
				event: { kind: 'waiting_vendor' },
				afterwards: async (moved) => {
					if (note) await writeComment(tx, moved, actor, { body: note, internal: true }, at);
				},
				audit: { note }
			})
		},
		clock
	);
}

/**
 * Starts the clock again: the vendor has done it, or the desk needs no answer any more. The promise moves on by the
 * working time waited. For the desk. Recorded as `request.resumed`. Throws NotFound, Forbidden, Conflict.
 */
export async function resumeRequest(
	db: Db,
	actor: Actor,
	input: WaitInput,
	clock: Clock = systemClock
): Promise<StepResult> {
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.fulfil',
			action: 'request.resumed',
			plan: async (request, tx) => ({
				move: 'resume',
				hands: await deskHands(tx, request),
				event: { kind: 'resumed' }
			})
		},
		clock
	);
}
