import type { ReviewAnswer } from '#lib/access/change-kinds.ts';

const ANSWER_KEYS: Record<string, ReviewAnswer> = { k: 'keep', r: 'remove', d: 'unknown' };

const typing = 'input:not([type="radio"]), select, textarea, [contenteditable]';

/** The Latin letter of a key, also where another alphabet is typed. */
function letterOf(event: KeyboardEvent): string {
	if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
	return event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : '';
}

const linesIn = (form: HTMLElement) => [...form.querySelectorAll<HTMLElement>('[data-line]')];

function goTo(line: HTMLElement | undefined): boolean {
	if (!line) return false;
	const radio =
		line.querySelector<HTMLElement>('input[type="radio"]:checked') ??
		line.querySelector<HTMLElement>('input[type="radio"]');
	radio?.focus();
	line.scrollIntoView({ block: 'nearest' });
	return true;
}

/**
 * K, R and D answer the line in focus (else the first without an answer) and go on to the next; the arrows up and down go
 * from line to line. True when the key meant something here. Each answer has its button as well.
 */
export function pressReviewKey(event: KeyboardEvent, form: HTMLElement): boolean {
	if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
	if (event.target instanceof Element && event.target.closest(typing)) return false;
	const lines = linesIn(form);
	const current = document.activeElement?.closest<HTMLElement>('[data-line]') ?? undefined;
	const at = current ? lines.indexOf(current) : -1;
	if (event.key === 'ArrowDown') return goTo(lines[at + 1]) || at >= 0;
	if (event.key === 'ArrowUp') return goTo(lines[at - 1]) || at >= 0;
	const answer = ANSWER_KEYS[letterOf(event)];
	if (!answer) return false;
	const line = current ?? lines.find((one) => !one.querySelector('input[type="radio"]:checked'));
	line?.querySelector<HTMLElement>(`input[value="${answer}"]`)?.click();
	if (line) goTo(lines[lines.indexOf(line) + 1] ?? line);
	return line !== undefined;
}
