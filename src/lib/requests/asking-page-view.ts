import type { OfferedAnswer } from './offered-answer.ts';
import type { FormSources } from '#lib/catalogue/form-sources.ts';
import type { TypedValues } from '#lib/catalogue/read-answers.ts';
import type { ServiceField } from '#lib/catalogue/service-field.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ShownConflict } from '#lib/systems/shown-conflict.ts';

/** Somebody the request is for, as the form shows them. */
export type ForPerson = {
	id: string;
	name: string;
	position: string;
	unitName: LocalizedText;
	placeName: LocalizedText | null;
};

/** For whom this person may ask with this form, and for whom they are asking now. */
export type ForWhomView = {
	chosen: ForPerson[];
	/** One's own id, when one may ask for oneself. */
	selfId: string | null;
	/** Staff one represents or leads; empty for others. */
	wards: { id: string; name: string; position: string }[];
	/** Any colleague may be found by name. */
	colleagues: boolean;
	/** More than one at once. */
	several: boolean;
	/** The choice is open: asked for, or nobody is chosen yet. */
	choosing: boolean;
};

/** One step of the way: an approval with the people it will ask, or the desk's own work. */
export type PreviewStep = {
	kind: 'stage' | 'desk';
	title: LocalizedText | null;
	people: string[];
	because: string | null;
	workingDays: number;
};

/** What a request would be promised if it were sent now. */
export type PreviewView = {
	promisedAt: Date | string;
	steps: PreviewStep[];
	conflicts: ShownConflict[];
};

/** All that the form of a service needs. */
export type AskingPageView = {
	slug: string;
	title: LocalizedText;
	summary: LocalizedText;
	help: LocalizedText | null;
	kind: 'request' | 'fault';
	fields: ServiceField[];
	typed: TypedValues;
	sources: FormSources;
	forWhom: ForWhomView;
	preview: PreviewView;
	/** When the unsent form was last kept; null when there is none. */
	savedAt: Date | null;
	answers: OfferedAnswer[];
	openRequests: { number: number; title: string }[];
	submissionKey: string;
};
