import type { Attachment } from 'svelte/attachments';

/**
 * Makes a native `details` behave as a menu: Esc closes it and gives the focus back to its summary, and so
 * does a press or a focus anywhere else. Without JavaScript it stays a plain disclosure.
 */
export const dismissable: Attachment<HTMLDetailsElement> = (details) => {
	const close = (event: Event) => {
		if (details.open && !details.contains(event.target as Node)) details.open = false;
	};
	const escape = (event: KeyboardEvent) => {
		if (event.key !== 'Escape' || !details.open) return;
		event.stopPropagation();
		details.open = false;
		details.querySelector('summary')?.focus();
	};
	document.addEventListener('pointerdown', close);
	document.addEventListener('focusin', close);
	details.addEventListener('keydown', escape);
	return () => {
		document.removeEventListener('pointerdown', close);
		document.removeEventListener('focusin', close);
		details.removeEventListener('keydown', escape);
	};
};
