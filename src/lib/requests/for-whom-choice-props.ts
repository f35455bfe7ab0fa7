import type { Choice } from '#lib/ui/combobox.svelte.ts';
import type { ForWhomView } from './asking-page-view.ts';

/** What the open choice of for whom a request is gets. */
export type ForWhomChoiceProps = {
	view: ForWhomView;
	whoErrors?: string[];
	matches?: Choice[];
};
