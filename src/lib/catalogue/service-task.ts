import * as v from 'valibot';
import { conditionSchema } from './condition-schema.ts';
import { localizedText } from './localized-schema.ts';
import { keySchema } from './service-field.ts';

const ref = v.optional(v.pipe(v.string(), v.nonEmpty()));
/**
 * The `person` field that names whom it concerns, or the key of the earlier task that adds them to the register;
 * without it, the person the request is for.
 */
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
	/** Takes back the seat, or ends the right, that somebody chose among their own. */
	v.strictObject({ kind: v.literal('release_seat'), field: v.string() }),
	v.strictObject({ kind: v.literal('end_right'), field: v.string() }),
	v.strictObject({ kind: v.literal('return_all_items'), person }),
	v.strictObject({ kind: v.literal('end_all_rights'), person }),
	v.strictObject({ kind: v.literal('release_all_seats'), person }),
	/** Enters the person whom the answers in `NEWCOMER_FIELDS` describe into the register, and invites them. */
	v.strictObject({ kind: v.literal('add_person') }),
	/** The day in the answer `field` becomes their last: the account closes by itself that evening. */
	v.strictObject({ kind: v.literal('set_last_day'), field: v.string(), person }),
	v.strictObject({ kind: v.literal('close_account'), person }),
	/** Gives the person a training module, by the `id` of its front matter, with those to be done before it. */
	v.strictObject({
		kind: v.literal('assign_module'),
		module: v.pipe(v.string(), v.nonEmpty()),
		person
	})
]);

/** What `add_person` reads: the keys and kinds of the fields that a form with this effect has. */
export const NEWCOMER_FIELDS = {
	first_name: 'text',
	last_name: 'text',
	position: 'text',
	unit: 'unit',
	place: 'place',
	line_manager: 'person',
	from: 'date',
	until: 'date',
	language: 'choice'
} as const;

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
