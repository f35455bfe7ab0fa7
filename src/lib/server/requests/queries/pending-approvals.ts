import { sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { person } from '#lib/server/people/tables.ts';
import { approval, approvalStage, serviceRequest } from '#lib/server/requests/tables.ts';

/** One decision that waits for the reader. */
export type PendingApproval = {
	number: number;
	title: string;
	stageId: string;
	beneficiaryName: string;
	openedAt: Date | null;
	dueAt: Date | null;
	/** For whom the reader would decide as deputy; null when it is their own decision. */
	asDeputyFor: string | null;
};

/** Whose decisions this person may make today: own, and those of the people they stand in for. */
export const decidesFor = (actor: Actor): string[] => [actor.personId, ...actor.deputyFor];

/** The same as the text of a `uuid[]`. */
export const decidesForText = (actor: Actor): string => `{${decidesFor(actor).join(',')}}`;

/**
 * The decision is this person's to make now: theirs or of somebody they stand in for, in a stage that is open, and
 * never about a request that they asked or that is for them. Names the tables `a`, `s` and `r`.
 */
export const isToDecideBy = (actor: Actor): SQL =>
	isToDecide(sql`${actor.personId}`, sql`${decidesForText(actor)}`);

function isToDecide(me: SQL | Placeholder, deciders: SQL | Placeholder): SQL {
	return sql`a.pending and a.approver_id = any (${deciders}::uuid[]) and s.state = 'open'
		and ${me}::uuid not in (r.requester_id, r.beneficiary_id)`;
}

/**
 * Decisions that wait for a person, soonest due first, each request once (their own say before a deputy's). `me` is the
 * placeholder of the person, `deciders` of those they decide for.
 */
export function pendingApprovals(me: Placeholder, deciders: Placeholder, limit: number): SQL {
	return sql`
		select * from (
			select distinct on (r.id) r.number, r.title, s.id as "stageId", b.name as "beneficiaryName",
				s.opened_at as "openedAt", s.due_at as "dueAt",
				case when a.approver_id = ${me}::uuid then null else p.name end as "asDeputyFor"
			from ${approval} a
			join ${approvalStage} s on s.id = a.stage_id
			join ${serviceRequest} r on r.id = a.request_id
			join ${person} b on b.id = r.beneficiary_id
			join ${person} p on p.id = a.approver_id
			where ${isToDecide(me, deciders)}
			order by r.id, a.approver_id <> ${me}::uuid
		) waiting
		order by "dueAt", number
		limit ${sql.raw(String(limit))}`;
}
