import type { Locale } from '#lib/i18n/localized.ts';
import type { FormSources } from '../form-sources.ts';
import type { TypedValues } from '../read-answers.ts';

/** What every control of a service's form gets: its name, what was typed, what was wrong, what can be chosen. */
export type ControlContext = {
	locale: Locale;
	typed: TypedValues;
	issues: Record<string, string[]>;
	sources: FormSources;
	/** Called after a control changed that the browser tells nobody about. */
	changed: () => void;
};

/** The one typed value of a control. */
export function typedText(typed: TypedValues, name: string): string {
	const value = Object.hasOwn(typed, name) ? typed[name] : undefined;
	return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** The typed values of a control that may have several. */
export function typedList(typed: TypedValues, name: string): string[] {
	const value = Object.hasOwn(typed, name) ? typed[name] : undefined;
	return value === undefined ? [] : [value].flat();
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Tells whether anything under a root differs from what the server wrote there. */
export function isTyped(root: HTMLElement): boolean {
	const controls = root.querySelectorAll<Control>('input[name], select[name], textarea[name]');
	return [...controls].some((control) => {
		if (control instanceof HTMLSelectElement) {
			return [...control.options].some((option) => option.selected && !option.defaultSelected);
		}
		if (control.type === 'radio' || control.type === 'checkbox') {
			return control instanceof HTMLInputElement && control.checked !== control.defaultChecked;
		}
		return control.type !== 'hidden' && control.value !== control.defaultValue;
	});
}

/** Everything typed under a root, also in what is hidden: conditions look at it. */
export function typedUnder(root: HTMLElement): FormData {
	const form = new FormData();
	const controls = root.querySelectorAll<Control>('input[name], select[name], textarea[name]');
	for (const control of controls) {
		if (control instanceof HTMLInputElement) {
			if (control.type === 'file') continue;
			if ((control.type === 'radio' || control.type === 'checkbox') && !control.checked) continue;
		}
		form.append(control.name, control.value);
	}
	return form;
}
