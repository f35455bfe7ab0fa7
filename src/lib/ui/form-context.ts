import { getContext, setContext } from 'svelte';

/** What a form tells the buttons inside it. */
export type FormState = {
	/** The form is on its way and no answer has come. */
	readonly sending: boolean;
	/** The button that sent it, so that only this one changes its words. */
	readonly sender: HTMLElement | null;
};

const key = Symbol('form');

/** Called once by `Form.svelte`. */
export function provideForm(state: FormState): void {
	setContext(key, state);
}

/** The form around a component, or undefined outside `Form.svelte`. */
export function surroundingForm(): FormState | undefined {
	return getContext<FormState | undefined>(key);
}
