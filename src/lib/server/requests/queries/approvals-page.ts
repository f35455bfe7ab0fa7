import { sql } from 'drizzle-orm';
import type { Answers } from '#lib/catalogue/answer-value.ts';
import { answerRecords, renderAnswers } from '#lib/catalogue/render-answer.ts';
import type { ServiceGives } from '#lib/catalogue/service-definition.ts';
import type { ServiceField } from '#lib/catalogue/service-field.ts';
import type { ServiceTask } from '#lib/catalogue/service-task.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { ApprovalCard, StageClock } from '#lib/requests/approval-card.ts';
import { service, serviceVersion } from '#lib/server/catalogue/tables.ts';
import type { Db } from '#lib/server/db/client.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { labelRecords } from '#lib/server/requests/record-labels.ts';
import { approval, approvalStage, serviceRequest } from '#lib/server/requests/tables.ts';
import { listHoldings } from './holdings.ts';
import { isToDecideBy } from './pending-approvals.ts';
import { findConflicts } from './role-conflicts.ts';
import { workingDaysLeft } from './working-days-left.ts';

/** As many as one can read before lunch; the rest come when these are decided. */
const mostCards = 50;

type FoundCard = {
	number: number;
	title: string;
	stage_id: string;
	stage_title: LocalizedText;
	service_title: LocalizedText;
	beneficiary_id: string;
	beneficiary_name: string;
	position: string;
	unit_name: LocalizedText;
	requester_name: string | null;
	submitted_at: string;
	opened_at: string | null;
	due_at: string | null;
	deputy_for: string | null;
	because: string;
	fields: ServiceField[];
	tasks: ServiceTask[];
	gives: ServiceGives;
	answers: Answers;
	agreed: { name: string; reason: string | null }[];
};

/**
 * Everything that waits for this person's decision, own and as deputy, soonest due first, each with what one needs to
 * decide: answers, earlier approvals, the clock, what the person already has. `more` says that these are not all. Three
 * round trips however many there are.
 */
export async function getApprovalsPage(
	db: Db,
	actor: Actor,
	now: Date
): Promise<{ cards: ApprovalCard[]; more: boolean }> {
	const found = await findCards(db, actor);
	const rows = found.slice(0, mostCards);
	const records = rows.flatMap((row) => answerRecords(row.fields, row.answers));
	const asking = rows.map(({ tasks, answers, beneficiary_id: beneficiaryId }) => ({
		...{ tasks, answers, beneficiaryId }
	}));
	const [labels, conflicts, holdings] = await Promise.all([
		labelRecords(db, records, actor.locale),
		findConflicts(db, asking, actor.locale),
		listHoldings(
			db,
			rows.map((row) => ({ personId: row.beneficiary_id, gives: row.gives })),
			actor.locale
		)
	]);
	const cards = rows.map((row, n): ApprovalCard => {
		const dueAt = row.due_at ? new Date(row.due_at) : null;
		return {
			number: row.number,
			title: row.title,
			stageId: row.stage_id,
			stageTitle: row.stage_title,
			serviceTitle: row.service_title,
			beneficiary: { name: row.beneficiary_name, position: row.position, unitName: row.unit_name },
			requesterName: row.requester_name,
			submittedAt: new Date(row.submitted_at),
			openedAt: row.opened_at ? new Date(row.opened_at) : null,
			dueAt,
			clock: dueAt && clockOf(dueAt, now),
			asDeputyFor: row.deputy_for,
			because: row.because,
			answers: renderAnswers(row.fields.filter(tellsSomething), row.answers, {
				labels,
				locale: actor.locale
			}),
			agreed: row.agreed,
			conflicts: conflicts[n] ?? [],
			holds: holdings(row.beneficiary_id, row.gives)
		};
	});
	return { cards, more: found.length > mostCards };
}

/** A box that everybody has to tick tells nothing about this request. */
const tellsSomething = (field: ServiceField) => !(field.kind === 'yes_no' && field.mustAgree);

function clockOf(dueAt: Date, now: Date): StageClock {
	const days = workingDaysLeft(now, dueAt);
	if (now > dueAt) return { kind: 'late', days: Math.max(1, -days) };
	return days === 0 ? { kind: 'today' } : { kind: 'left', days };
}

async function findCards(db: Db, actor: Actor): Promise<FoundCard[]> {
	const rows = await db.execute<FoundCard>(sql`
		select * from (
			select distinct on (r.id) r.number, r.title, s.id as stage_id, s.title as stage_title,
				c.title as service_title, b.id as beneficiary_id, b.name as beneficiary_name, b.position,
				u.name as unit_name,
				case when r.requester_id = r.beneficiary_id then null else q.name end as requester_name,
				r.submitted_at, s.opened_at, s.due_at,
				case when a.approver_id = ${actor.personId} then null else p.name end as deputy_for,
				a.because, v.definition -> 'fields' as fields,
				v.definition -> 'tasks' as tasks, v.definition ->> 'gives' as gives, r.answers,
				(select coalesce(json_agg(json_build_object('name', d.name, 'reason', e.reason)
						order by e.decided_at), '[]')
					from ${approval} e
					join ${approvalStage} es on es.id = e.stage_id and es.round = s.round
					join ${person} d on d.id = e.decided_by_id
					where e.request_id = r.id and e.decision = 'approved') as agreed
			from ${approval} a
			join ${approvalStage} s on s.id = a.stage_id
			join ${serviceRequest} r on r.id = a.request_id
			join ${serviceVersion} v on v.id = r.service_version_id
			join ${service} c on c.id = r.service_id
			join ${person} b on b.id = r.beneficiary_id
			join ${unit} u on u.id = r.unit_id
			join ${person} q on q.id = r.requester_id
			join ${person} p on p.id = a.approver_id
			where ${isToDecideBy(actor)}
			order by r.id, a.approver_id <> ${actor.personId}
		) waiting
		order by due_at, number
		limit ${mostCards + 1}`);
	return [...rows];
}
