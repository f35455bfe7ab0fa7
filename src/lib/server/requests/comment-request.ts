import { eq } from 'drizzle-orm';
import { forbidden, invalid } from '#lib/errors.ts';
import { can } from '#lib/people/permissions.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { listAgentsFor } from '#lib/server/people/approvers.ts';
import { announceChange } from './announce-change.ts';
import { adoptFiles } from './adopt-files.ts';
import { deskHands } from './desk-hands.ts';
import { lockRequest, type LockedRequest } from './locked-request.ts';
import { moveRequest } from './move-request.ts';
import { withWords } from './search-vector.ts';
import { requestComment, serviceRequest } from './tables.ts';
import { parties, tell } from './tell.ts';

export type CommentInput = {
	number: number;
	body: string;
	/** Only the desk sees it. */
	internal?: boolean;
	/** Agents named with it; they are told. */
	mentions?: string[];
	/** Own uploads that go with it. */
	fileIds?: string[];
};

/**
 * Writes into the conversation: the parties, approvers and representatives publicly, the desk also internally. An
 * answer of the requester while the desk waits for it starts the clock again. Recorded as `request.commented`; the
 * others in the conversation are told. Throws NotFound, Forbidden (internal, but not of the desk), Invalid (empty).
 */
export async function commentRequest(
	db: Db,
	actor: Actor,
	input: CommentInput,
	clock: Clock = systemClock
): Promise<{ number: number; commentId: string }> {
	const body = input.body.trim();
	const fileIds = input.fileIds ?? [];
	if (body === '' && fileIds.length === 0) throw invalid({ body: ['errors_comment_empty'] });
	if (body.length > 20_000) throw invalid({ body: ['errors_text_long'] });
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		let request = await lockRequest(tx, actor, input.number, 'request.comment');
		const internal = input.internal ?? false;
		if (internal && !can(actor, 'request.fulfil', request.subject)) throw forbidden();
		const mentions = await mentionedAgents(tx, request, input.mentions ?? []);
		const commentId = await writeComment(
			tx,
			request,
			actor,
			{ body, internal, mentions, fileIds },
			at
		);
		const answers =
			!internal &&
			request.status === 'waiting_requester' &&
			can(actor, 'request.answer', request.subject);
		if (answers) {
			request = await moveRequest(
				tx,
				request,
				actor,
				{ move: 'resume', hands: await deskHands(tx, request), event: { kind: 'resumed' } },
				at
			);
		}
		await tellConversation(tx, request, actor, { body, internal, mentions }, at);
		await announceChange(tx, request);
		await recordAudit(tx, {
			actor,
			action: 'request.commented',
			noun: 'request',
			recordId: request.id,
			after: { comment: commentId, internal },
			at
		});
		return { number: request.number, commentId };
	});
}

type NewComment = { body: string; internal: boolean; mentions?: string[]; fileIds?: string[] };

/** Puts a comment into the conversation of a locked request; part of a larger step. Public words can be found. */
export async function writeComment(
	tx: Tx,
	request: LockedRequest,
	actor: Actor,
	{ body, internal, mentions = [], fileIds = [] }: NewComment,
	at: Date
): Promise<string> {
	const id = newId();
	await tx.insert(requestComment).values({
		id,
		requestId: request.id,
		authorId: actor.personId,
		body,
		internal,
		mentions,
		createdAt: at
	});
	await adoptFiles(tx, actor, request.id, fileIds, at, { commentId: id, internal });
	await tx
		.update(serviceRequest)
		.set({
			lastEventAt: at,
			...(internal ? {} : { search: withWords(serviceRequest.search, body) })
		})
		.where(eq(serviceRequest.id, request.id));
	return id;
}

async function mentionedAgents(tx: Tx, request: LockedRequest, ids: string[]): Promise<string[]> {
	if (ids.length === 0) return [];
	const agents = await listAgentsFor(tx, request.unitId);
	return ids.filter((id) => agents.includes(id));
}

async function tellConversation(
	tx: Tx,
	request: LockedRequest,
	actor: Actor,
	comment: { body: string; internal: boolean; mentions: string[] },
	at: Date
) {
	const note = comment.body.slice(0, 500);
	const atDesk = `/admin/requests?open=${request.number}`;
	await tell(
		tx,
		request,
		actor,
		{ kind: 'request.mentioned', to: comment.mentions, params: { note }, href: atDesk },
		at
	);
	const assignee = comment.mentions.includes(request.assigneeId ?? '') ? null : request.assigneeId;
	await tell(
		tx,
		request,
		actor,
		{ kind: 'request.commented', to: [assignee], params: { note }, href: atDesk },
		at
	);
	if (comment.internal) return;
	await tell(
		tx,
		request,
		actor,
		{
			kind: 'request.commented',
			to: parties(request).filter((id) => id !== request.assigneeId),
			params: { note }
		},
		at
	);
}
