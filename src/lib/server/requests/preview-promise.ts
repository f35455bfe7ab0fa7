import { answersAt } from '#lib/catalogue/field-at.ts';
import type { RawAnswers } from '#lib/catalogue/answer-value.ts';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { validateAnswers } from '#lib/catalogue/validate-answers.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { promise } from '#lib/working-time/promise.ts';
import type { ShownConflict } from '#lib/systems/shown-conflict.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { findPersonFacts } from '#lib/server/people/person-facts.ts';
import { stagesFor } from './plan-request.ts';
import { calendarOf } from './request-calendar.ts';
import { findConflicts } from './queries/role-conflicts.ts';
import { resolveApprovers, type Because } from './resolve-approvers.ts';

/** One step of the way: an approval with the people it will ask, or the desk's own work. */
export type PromiseStep = {
	kind: 'stage' | 'desk';
	title: LocalizedText | null;
	people: string[];
	because: Because | null;
	workingDays: number;
};

export type PromisePreview = {
	promisedAt: Date;
	steps: PromiseStep[];
	/** Rights that would not go together; only for what the reader may see: their own, and those of people they lead. */
	conflicts: ShownConflict[];
};

/**
 * What a request would be promised if it were sent now: the day, who must agree and why them. Unfinished answers
 * are fine: what they leave open is not counted yet.
 */
export async function previewPromise(
	db: Db,
	actor: Actor,
	input: { definition: ServiceDefinition; beneficiaryId: string; values: RawAnswers },
	clock: Clock = systemClock
): Promise<PromisePreview> {
	const now = clock.now();
	const { definition } = input;
	const { answers } = validateAnswers(definition.fields, input.values, { today: isoDay(now) });
	const beneficiary = await findPersonFacts(db, input.beneficiaryId);
	const stages = stagesFor(definition, answers);
	const steps: PromiseStep[] = [];
	for (const stage of stages) {
		const open =
			'field' in stage.rule && stage.rule.field && !answersAt(answers, stage.rule.field).length;
		const approvers = open
			? []
			: await resolveApprovers(db, stage.rule, {
					requesterId: actor.personId,
					beneficiaryId: input.beneficiaryId,
					managerId: beneficiary?.managerId ?? null,
					unitId: beneficiary?.unitId ?? actor.unitId,
					placeId: beneficiary?.placeId ?? null,
					answers
				});
		steps.push({
			kind: 'stage',
			title: stage.title,
			people: approvers.map((approver) => approver.name),
			because: approvers[0]?.because ?? null,
			workingDays: stage.days
		});
	}
	steps.push({
		kind: 'desk',
		title: null,
		people: [],
		because: null,
		workingDays: definition.workingDays
	});
	const { dueAt } = promise({
		submittedAt: now,
		stages,
		fulfilDays: definition.workingDays,
		pauses: [],
		calendar: await calendarOf(db, beneficiary?.hours ?? 'office')
	});
	const { beneficiaryId } = input;
	const mayKnow = [beneficiaryId, beneficiary?.managerId].includes(actor.personId);
	const asking = { tasks: definition.tasks, answers, beneficiaryId };
	const [conflicts = []] = await findConflicts(db, mayKnow ? [asking] : [], actor.locale);
	return { promisedAt: dueAt, steps, conflicts };
}
