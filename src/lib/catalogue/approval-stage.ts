import * as v from 'valibot';
import { conditionSchema } from './condition-schema.ts';
import { localizedText } from './localized-schema.ts';
import { keySchema } from './service-field.ts';

const fieldRef = v.pipe(v.string(), v.nonEmpty());

/**
 * Who agrees. Resolved to people when the stage opens: the line manager of the person the request is for; the head
 * of that person's place (or of the place answered in `field`); the owner of the system answered in `field` (a
 * `system_role`, also inside rows as `rows.right`) or named by slug in `system`; the budget owner of the unit; one
 * named person.
 */
export const approverRule = v.variant('kind', [
	v.strictObject({ kind: v.literal('line_manager') }),
	v.strictObject({
		kind: v.literal('head_of_place'),
		field: v.optional(fieldRef)
	}),
	v.strictObject({
		kind: v.literal('system_owner'),
		field: v.optional(fieldRef),
		system: v.optional(v.string())
	}),
	v.strictObject({ kind: v.literal('budget_owner') }),
	v.strictObject({
		kind: v.literal('named'),
		email: v.pipe(v.string(), v.email())
	})
]);

const days = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60));

/** One approval stage; stages run strictly in order. `days` is its clock in working days. */
export const approvalStage = v.strictObject({
	key: keySchema,
	title: localizedText,
	rule: approverRule,
	need: v.optional(
		v.union([v.picklist(['any', 'all']), v.pipe(v.number(), v.integer(), v.minValue(1))]),
		'any'
	),
	days: v.optional(days, 2),
	remindAfterDays: v.optional(days, 1),
	when: v.optional(conditionSchema)
});

export type ApproverRule = v.InferOutput<typeof approverRule>;
export type ApprovalStage = v.InferOutput<typeof approvalStage>;
