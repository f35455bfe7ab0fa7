import type { Component } from 'svelte';
import type { ForWhomView } from './asking-page-view.ts';
import type { ForWhomChoiceProps } from './for-whom-choice-props.ts';

/** The open choice of for whom a request is; null while it is closed, which it mostly is. */
export async function forWhomChoice(
	view: Pick<ForWhomView, 'choosing'>
): Promise<Component<ForWhomChoiceProps> | null> {
	return view.choosing ? (await import('./ForWhomChoice.svelte')).default : null;
}
