import type { ServiceField } from '#lib/catalogue/service-field.ts';
import { Suggestions } from '#lib/search/suggest.svelte.ts';
import { DraftKeeper } from './draft-keeper.svelte.ts';
import { wordsToSearch } from './words-to-search.ts';

/**
 * What helps while a form is being filled: the draft that keeps itself, and what may save asking. Fetched with the
 * first letter, because a form that is only looked at needs none of it.
 */
export class AskingHelp {
	readonly keeper: DraftKeeper;
	readonly suggestions = new Suggestions();

	constructor(slug: string) {
		this.keeper = new DraftKeeper(`/services/${slug}/draft`);
	}

	/** Called at every change, with all that stands in the questions where it was one of them. */
	changed(form: HTMLFormElement, fields: readonly ServiceField[], typed?: FormData): void {
		this.keeper.changed(form);
		if (typed) this.suggestions.typed(wordsToSearch(fields, typed));
	}
}
