import { Journey, type Asked } from './journey.ts';
import type { World } from './model.ts';
import type { RequestRows } from './request-rows.ts';
import { stagesFor, tellApprovals } from './tell-approvals.ts';
import { tellDesk, type DeskEnd } from './tell-desk.ts';

/** How a story ends, when time allows it to come so far. */
export type Ending = DeskEnd | 'awaiting_approval' | 'returned' | 'rejected';

/** Tells one request from its sending to its ending, or to where it stands now, and writes all rows of it. */
export function playRequest(
	world: World,
	rows: RequestRows,
	asked: Asked,
	ending: Ending
): Journey {
	const stages = stagesFor(asked);
	const journey = new Journey(world, rows, asked, stages);
	const { requester, beneficiary, service, answers } = asked;
	journey.event('submitted', requester);
	const after = {
		number: asked.number,
		service: service.slug,
		beneficiary: beneficiary.name,
		answers
	};
	journey.audit('request.submitted', requester, after);
	const promised = journey.row.promisedAt.toISOString();
	journey.tell('request.submitted', beneficiary, requester, { params: { promised } });
	if (stages.length === 0 || agree(journey, stages, ending)) {
		tellDesk(journey, deskEnding(ending), lastApprover(journey, stages.length));
	}
	journey.close();
	return journey;
}

type Stages = ReturnType<typeof stagesFor>;

function agree(journey: Journey, stages: Stages, ending: Ending): boolean {
	if (ending === 'awaiting_approval') return tellApprovals(journey, stages, 1, 'stay');
	if (ending === 'returned' || ending === 'rejected')
		return tellApprovals(journey, stages, 1, ending);
	if (!journey.world.random.chance(2)) return tellApprovals(journey, stages, 1, 'pass');
	tellApprovals(journey, stages, 1, 'returned');
	if (journey.row.status !== 'returned' || !journey.pass(60, 900)) return false;
	sendAgain(journey, stages);
	return tellApprovals(journey, stages, 2, 'pass');
}

function sendAgain(journey: Journey, stages: Stages): void {
	const { row, at, rows, asked } = journey;
	const { requester } = asked;
	const before = row.answers;
	rows.answers.add({
		requestId: row.id,
		version: 1,
		answers: before,
		savedById: requester.id,
		savedAt: at
	});
	const key = asked.service.definition.fields.find((field) => field.kind === 'long_text')?.key;
	if (key) row.answers = { ...before, [key]: journey.says(requester, 'clearer') };
	journey.move('resubmit', undefined, { answersVersion: 2, promiseNote: null });
	journey.promiseAnew(stages);
	journey.event('resubmitted', requester);
	journey.audit('request.resubmitted', requester, { answers: row.answers }, { answers: before });
}

/** What nobody had to agree to is refused or sent back by nobody: the desk has it. */
function deskEnding(ending: Ending): DeskEnd {
	if (ending === 'awaiting_approval' || ending === 'returned') return 'in_progress';
	return ending === 'rejected' ? 'cancelled' : ending;
}

function lastApprover(journey: Journey, stages: number) {
	return stages > 0 ? journey.asked.beneficiary.manager : null;
}
