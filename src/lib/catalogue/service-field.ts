import * as v from 'valibot';
import { conditionSchema } from './condition-schema.ts';
import { localizedText } from './localized-schema.ts';

/** What a form may know about the person beforehand. */
export const prefills = ['phone', 'email', 'name', 'position', 'unit', 'place'] as const;
export type Prefill = (typeof prefills)[number];

/** What a right can be asked in. */
export const systemKinds = ['system', 'mailbox', 'group', 'folder'] as const;
export type SystemKind = (typeof systemKinds)[number];

/** Keys are also names of form controls, so a leading underscore is kept free for the page around the form. */
export const keySchema = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,39}$/));

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const isoDate = v.pipe(v.string(), v.isoDate());
/** `today`, a fixed day, or the day answered in another field. */
const dayLimit = v.union([v.literal('today'), isoDate, v.strictObject({ field: v.string() })]);

const shared = {
	key: keySchema,
	label: localizedText,
	help: v.optional(localizedText),
	required: v.optional(v.boolean(), true),
	/** Said when a required answer is missing, in place of the general sentence. */
	missing: v.optional(localizedText),
	shownWhen: v.optional(conditionSchema),
	/** Two neighbours with `half` stand side by side on a wide screen. */
	half: v.optional(v.boolean(), false),
	prefill: v.optional(v.picklist(prefills))
};

const option = v.strictObject({
	value: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9_-]{0,39}$/)),
	label: localizedText,
	help: v.optional(localizedText)
});
export type FieldOption = v.InferOutput<typeof option>;
const options = v.pipe(v.array(option), v.minLength(2));

const textLimits = {
	minLength: v.optional(count),
	maxLength: v.optional(count),
	pattern: v.optional(v.string()),
	patternMessage: v.optional(localizedText)
};

const simpleFields = [
	v.strictObject({
		kind: v.literal('text'),
		...shared,
		...textLimits,
		format: v.optional(v.picklist(['email', 'phone']))
	}),
	v.strictObject({
		kind: v.literal('long_text'),
		...shared,
		...textLimits,
		lines: v.optional(v.pipe(count, v.minValue(2), v.maxValue(20)), 3)
	}),
	v.strictObject({
		kind: v.literal('number'),
		...shared,
		min: v.optional(v.number()),
		max: v.optional(v.number()),
		whole: v.optional(v.boolean(), true)
	}),
	v.strictObject({
		kind: v.literal('date'),
		...shared,
		notBefore: v.optional(dayLimit),
		notAfter: v.optional(dayLimit)
	}),
	v.strictObject({ kind: v.literal('choice'), ...shared, options }),
	v.strictObject({
		kind: v.literal('choices'),
		...shared,
		options,
		min: v.optional(count),
		max: v.optional(count)
	}),
	/** With `mustAgree` it is one box with a sentence that has to be ticked; otherwise yes or no. */
	v.strictObject({
		kind: v.literal('yes_no'),
		...shared,
		mustAgree: v.optional(v.boolean(), false)
	}),
	v.strictObject({ kind: v.literal('person'), ...shared }),
	v.strictObject({ kind: v.literal('unit'), ...shared }),
	v.strictObject({ kind: v.literal('place'), ...shared }),
	v.strictObject({ kind: v.literal('my_equipment'), ...shared }),
	v.strictObject({ kind: v.literal('software'), ...shared }),
	/** A seat, or a right, of whom the request is for. */
	v.strictObject({ kind: v.literal('my_seat'), ...shared }),
	v.strictObject({ kind: v.literal('my_right'), ...shared }),
	/**
	 * A right: `systemKind` narrows the choice to information systems, shared mailboxes, groups or folders, `system`
	 * to one of them by its slug.
	 */
	v.strictObject({
		kind: v.literal('system_role'),
		...shared,
		systemKind: v.optional(v.picklist(systemKinds), 'system'),
		system: v.optional(v.string())
	})
] as const;

const fileField = v.strictObject({
	kind: v.literal('file'),
	...shared,
	max: v.optional(v.pipe(count, v.minValue(1), v.maxValue(10)), 5)
});

const headingField = v.strictObject({
	kind: v.literal('heading'),
	key: keySchema,
	label: localizedText,
	help: v.optional(localizedText),
	shownWhen: v.optional(conditionSchema)
});

const rowField = v.variant('kind', [...simpleFields]);

const rowsField = v.strictObject({
	kind: v.literal('rows'),
	...shared,
	/** What one row is called: "Töötaja", shown with its number. */
	rowLabel: localizedText,
	addLabel: localizedText,
	fields: v.pipe(v.array(rowField), v.minLength(1)),
	min: v.optional(count, 1),
	max: v.optional(v.pipe(count, v.minValue(1), v.maxValue(50)), 20)
});

/** A declared form field. The kinds are those of the request forms; `heading` asks nothing. */
export const fieldSchema = v.variant('kind', [...simpleFields, fileField, headingField, rowsField]);

export type ServiceField = v.InferOutput<typeof fieldSchema>;
export type FieldKind = ServiceField['kind'];
export type FieldOf<K extends FieldKind> = Extract<ServiceField, { kind: K }>;
/** A field that may stand inside a repeated row. */
export type RowField = v.InferOutput<typeof rowField>;
/** A field that is answered: all but headings. */
export type AskedField = Exclude<ServiceField, { kind: 'heading' }>;
