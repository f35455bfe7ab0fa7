import type { FormShowing } from '#lib/catalogue/form-showing.ts';
import type { FormSources } from '#lib/catalogue/form-sources.ts';
import type { TypedValues } from '#lib/catalogue/read-answers.ts';
import type { PreviewView } from './asking-page-view.ts';

/** What a form of a service gets back when it was not taken: problems by control, all that was typed, stored files. */
export type AskingAnswer =
	| {
			message: string;
			issues: Record<string, string[]>;
			values: TypedValues;
			showing?: FormShowing;
			matches?: FormSources['matches'];
			files?: FormSources['files'];
			preview?: PreviewView;
	  }
	| null
	| undefined;
