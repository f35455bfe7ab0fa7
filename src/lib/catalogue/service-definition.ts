import * as v from 'valibot';
import { approvalStage } from './approval-stage.ts';
import { localizedKeywords, localizedText } from './localized-schema.ts';
import { fieldSchema } from './service-field.ts';
import { serviceIcons } from './service-icons.ts';
import { serviceTask } from './service-task.ts';
import { visibilityRule } from './service-visibility.ts';

export const serviceKinds = ['request', 'fault'] as const;
export const serviceCategories = ['people', 'access', 'software', 'equipment', 'help'] as const;
export const serviceGives = ['account', 'group', 'right', 'seat', 'item', 'nothing'] as const;
export const forWhomWays = ['self', 'colleague', 'unit_staff', 'several'] as const;

export type ServiceKind = (typeof serviceKinds)[number];
export type ServiceCategory = (typeof serviceCategories)[number];
export type ServiceGives = (typeof serviceGives)[number];
/** For whom one may ask: oneself, any colleague, staff of a unit one represents or leads, several at once. */
export type ForWhom = (typeof forWhomWays)[number];

/** Slugs stand in addresses; two of them are pages of the editor. */
export const slugSchema = v.pipe(
	v.string(),
	v.regex(/^[a-z][a-z0-9-]{1,59}$/),
	v.check((slug) => slug !== 'new' && slug !== 'answers')
);

/**
 * A service as a form, its approvals and its work. `workingDays` is the fulfilment time after the last approval.
 * `titleFrom` makes the request's own title: "Ligipääs: {right}". A request keeps the version it was filled on.
 */
export const serviceSchema = v.strictObject({
	title: localizedText,
	summary: localizedText,
	help: v.optional(localizedText),
	keywords: v.optional(localizedKeywords, { et: [], ru: [], en: [] }),
	icon: v.picklist(serviceIcons),
	kind: v.optional(v.picklist(serviceKinds), 'request'),
	category: v.picklist(serviceCategories),
	visibleTo: v.optional(v.pipe(v.array(visibilityRule), v.minLength(1)), [{ who: 'everyone' }]),
	forWhom: v.optional(v.pipe(v.array(v.picklist(forWhomWays)), v.minLength(1)), ['self']),
	gives: v.picklist(serviceGives),
	workingDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(250)),
	team: v.optional(v.string(), 'it'),
	titleFrom: v.optional(localizedText),
	/** Done only when an act about its device is recorded, or somebody says why none is needed. */
	needsAct: v.optional(v.boolean()),
	fields: v.array(fieldSchema),
	approvals: v.optional(v.array(approvalStage), []),
	tasks: v.pipe(v.array(serviceTask), v.minLength(1))
});

export type ServiceDefinition = v.InferOutput<typeof serviceSchema>;
