import * as v from 'valibot';
import { conditionSchema } from './condition-schema.ts';
import { localizedText } from './localized-schema.ts';
import { keySchema } from './service-field.ts';

const ref = v.optional(v.pipe(v.string(), v.nonEmpty()));
/** The `person` field that names whom it concerns; without it, the person the request is for. */
const person = ref;

/**
 * What the task does in a register when it is ticked; it cannot be ticked without it. `field` names the answer it
 * works on, also inside rows (`tools.product`: once per row). A right may instead be fixed by `system` and `role`.
 */
export const taskEffect = v.variant('kind', [
	v.strictObject({
		kind: v.literal('grant_right'),
		field: ref,
		system: ref,
		role: ref,
		person
	}),
	v.strictObject({
		kind: v.literal('take_seat'),
		field: ref,
		product: ref,
		person
	}),
	v.strictObject({ kind: v.literal('hand_over_item'), category: ref, person }),
	v.strictObject({ kind: v.literal('return_item'), field: v.string() }),
	v.strictObject({ kind: v.literal('return_all_items'), person }),
	v.strictObject({ kind: v.literal('end_all_rights'), person }),
	v.strictObject({ kind: v.literal('release_all_seats'), person })
]);

/** One step of fulfilment. It opens when the tasks in `needs` are done; `when` drops it for other answers. */
export const serviceTask = v.strictObject({
	key: keySchema,
	title: localizedText,
	team: v.optional(v.string()),
	/** E-mail of the agent it goes to at once; otherwise the team picks it up. */
	owner: v.optional(v.pipe(v.string(), v.email())),
	needs: v.optional(v.array(keySchema), []),
	checklist: v.optional(v.array(localizedText), []),
	effect: v.optional(taskEffect),
	when: v.optional(conditionSchema)
});

export type TaskEffect = v.InferOutput<typeof taskEffect>;
export type ServiceTask = v.InferOutput<typeof serviceTask>;
