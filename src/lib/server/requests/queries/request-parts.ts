import { sql } from 'drizzle-orm';
import type { Answers } from '#lib/catalogue/answer-value.ts';
import type {
	CommentView,
	LinkView,
	RequestEventView,
	RequestFile,
	StageApproval,
	StageView
} from '#lib/requests/request-page-view.ts';
import type { Db } from '#lib/server/db/client.ts';
import { actLinks, type ActLink } from '#lib/server/equipment/acts/read-act.ts';
import { readyQuery } from '#lib/server/db/ready-query.ts';
import { person, roleGrant } from '#lib/server/people/tables.ts';
import {
	approval,
	approvalStage,
	attachment,
	requestAnswers,
	requestComment,
	requestEvent,
	requestLink,
	requestTask,
	serviceRequest
} from '#lib/server/requests/tables.ts';
import { momentOf, type Jsonised } from './json-moments.ts';

/** A linked request with what decides whether the reader may see it. */
export type FoundLink = LinkView & { requesterId: string; beneficiaryId: string; unitId: string };
type Earlier = { version: number; savedAt: Date; answers: Answers };
type FoundStage = Jsonised<Omit<StageView, 'approvals'>> & { approvals: Jsonised<StageApproval>[] };

/** What hangs on a request: its stages, journey, letters, files, links and earlier answers. */
export type RequestParts = {
	stages: StageView[];
	events: RequestEventView[];
	comments: CommentView[];
	files: RequestFile[];
	links: FoundLink[];
	earlier: Earlier[];
	/** Acts about equipment that were made for it. */
	made: ActLink[];
};

const rowsOf = (query: ReturnType<typeof sql>) =>
	sql`(select coalesce(json_agg(to_json(one)), '[]') from (${query}) one)`;

/**
 * Everything that hangs on the request with this number, in one query. Internal letters, files and steps are in it:
 * the caller leaves them out for readers who may not see them.
 */
export async function findRequestParts(db: Db, number: number): Promise<RequestParts> {
	const [found] = await find(db, { number });
	const parts = found ?? {
		stages: [],
		events: [],
		comments: [],
		files: [],
		links: [],
		earlier: [],
		made: []
	};
	return {
		stages: parts.stages.map(readStage),
		events: parts.events.map((event) => ({ ...event, at: new Date(event.at) })),
		comments: parts.comments.map((comment) => ({
			...comment,
			createdAt: new Date(comment.createdAt),
			files: parts.files.filter((file) => file.commentId === comment.id)
		})),
		files: parts.files,
		links: parts.links,
		earlier: parts.earlier.map((one) => ({ ...one, savedAt: new Date(one.savedAt) })),
		made: parts.made.map((one) => ({ ...one, madeAt: new Date(one.madeAt) }))
	};
}

function readStage(stage: FoundStage): StageView {
	return {
		...stage,
		openedAt: momentOf(stage.openedAt),
		dueAt: momentOf(stage.dueAt),
		closedAt: momentOf(stage.closedAt),
		approvals: stage.approvals.map((one) => ({ ...one, decidedAt: momentOf(one.decidedAt) }))
	};
}

const stages = sql`
	select s.id, s.round, s.ordinal, s.title, s.state, s.needed, s.working_days as "workingDays",
		s.opened_at as "openedAt", s.due_at as "dueAt", s.closed_at as "closedAt",
		${rowsOf(sql`
			select a.approver_id as "approverId", p.name as "approverName", a.because, a.decision,
				d.name as "decidedByName", a.reason, a.decided_at as "decidedAt", a.pending
			from ${approval} a
			join ${person} p on p.id = a.approver_id
			left join ${person} d on d.id = a.decided_by_id
			where a.stage_id = s.id order by a.id`)} as approvals
	from ${approvalStage} s join r on r.id = s.request_id
	order by s.round, s.ordinal`;

const events = sql`
	select e.id, e.at, e.actor_id as "actorId", e.actor_name as "actorName", e.kind, e.data, e.internal,
		(select t.title from ${requestTask} t where t.request_id = r.id and t.key = e.data ->> 'task') as task
	from ${requestEvent} e join r on r.id = e.request_id
	order by e.at, e.id`;

const comments = sql`
	select c.id, c.author_id as "authorId", p.name as "authorName", c.body, c.internal,
		c.created_at as "createdAt",
		c.author_id not in (r.requester_id, r.beneficiary_id) and exists (
			select from ${roleGrant} g where g.person_id = c.author_id and g.role in ('agent', 'admin')
		) as "fromDesk"
	from ${requestComment} c join r on r.id = c.request_id
	join ${person} p on p.id = c.author_id
	order by c.created_at, c.id`;

const files = sql`
	select f.id, f.name, f.media_type as "mediaType", f.size, f.comment_id as "commentId", f.internal
	from ${attachment} f join r on r.id = f.request_id
	order by f.created_at, f.id`;

const links = sql`
	select o.number, o.title, o.status, l.kind, o.requester_id as "requesterId",
		o.beneficiary_id as "beneficiaryId", o.unit_id as "unitId"
	from (
		select l.other_id as id, l.kind from ${requestLink} l join r on r.id = l.request_id
		union select l.request_id, l.kind from ${requestLink} l join r on r.id = l.other_id
		union select sib.other_id, sib.kind from ${requestLink} mine join r on r.id = mine.other_id
			join ${requestLink} sib on sib.request_id = mine.request_id and sib.kind = 'sibling'
			where mine.kind = 'sibling'
	) l
	join ${serviceRequest} o on o.id = l.id
	where o.id not in (select id from r)
	order by o.number`;

const earlier = sql`
	select v.version, v.saved_at as "savedAt", v.answers
	from ${requestAnswers} v join r on r.id = v.request_id
	order by v.version desc`;

const find = readyQuery<{
	stages: FoundStage[];
	events: Jsonised<RequestEventView>[];
	comments: Jsonised<Omit<CommentView, 'files'>>[];
	files: RequestFile[];
	links: FoundLink[];
	earlier: Jsonised<Earlier>[];
	made: Jsonised<ActLink>[];
}>(
	() => sql`
		with r as materialized (
			select id, requester_id, beneficiary_id from ${serviceRequest}
			where number = ${sql.placeholder('number')}
		)
		select ${rowsOf(stages)} as stages, ${rowsOf(events)} as events, ${rowsOf(comments)} as comments,
			${rowsOf(files)} as files, ${rowsOf(links)} as links, ${rowsOf(earlier)} as earlier,
			${rowsOf(actLinks(sql`select id from r`))} as made`
);
