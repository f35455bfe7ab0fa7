/** Keys of the queue (look.md, Tables). They act while the list has the focus and can be turned off. */
export const QUEUE_KEYS = ['j', 'k', 'x', 'Enter', 'e', 'c', 'm', 'a', '/', '?', 'Escape'] as const;

const typing = 'input:not([type="checkbox"], [type="radio"]), select, textarea, [contenteditable]';

/** True when somebody is writing, or a browser or system shortcut is meant: the key is not ours then. */
export function isTyping(event: KeyboardEvent): boolean {
	if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
	return event.target instanceof Element && event.target.closest(typing) !== null;
}

type Marks = { list: HTMLElement; showKeys: () => void; untick: () => void };

const rows = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>('tr[data-row]')];

function currentRow(list: HTMLElement): HTMLElement | undefined {
	const focused = document.activeElement?.closest<HTMLElement>('tr[data-row]');
	return focused ?? list.querySelector<HTMLElement>('tr[aria-current="true"]') ?? undefined;
}

function step(list: HTMLElement, by: 1 | -1) {
	const all = rows(list);
	const at = all.indexOf(currentRow(list) ?? document.body);
	const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
	next?.querySelector<HTMLElement>('a[data-open]')?.focus();
	next?.scrollIntoView({ block: 'nearest' });
}

function press(selector: string): boolean {
	const found = document.querySelector<HTMLElement>(selector);
	found?.click();
	return found !== null;
}

/** Opens a disclosure and puts the focus into its first field. */
function openAct(selector: string): boolean {
	const details = document.querySelector<HTMLDetailsElement>(selector);
	if (!details) return false;
	details.open = true;
	requestAnimationFrame(() =>
		details.querySelector<HTMLElement>('select, input, textarea')?.focus()
	);
	return true;
}

/** Esc in a field goes back to the list, keeping what was typed: the keys would be letters there for ever. */
function leavesField(event: KeyboardEvent, list: HTMLElement): boolean {
	if (event.key !== 'Escape' || event.isComposing) return false;
	const at = currentRow(list) ?? rows(list)[0];
	at?.querySelector<HTMLElement>('a[data-open]')?.focus();
	return at !== undefined;
}

/** Does what a key means; true when it meant something here. Every key has a visible button as well. */
export function pressQueueKey(event: KeyboardEvent, { list, showKeys, untick }: Marks): boolean {
	if (isTyping(event)) return leavesField(event, list);
	switch (event.key) {
		case 'j':
			step(list, 1);
			return true;
		case 'k':
			step(list, -1);
			return true;
		case 'x': {
			const box = currentRow(list)?.querySelector<HTMLElement>('input[type="checkbox"]');
			box?.click();
			return box !== undefined;
		}
		case 'e':
			return press('#desk-next-task');
		case 'm':
			return press('#desk-take') || press('#bulk-take');
		case 'a':
			return openAct('#desk-pass') || openAct('#bulk-assign');
		case 'c':
			document.querySelector<HTMLElement>('#desk-body')?.focus();
			return true;
		case '/':
			list.querySelector<HTMLElement>('#list-search')?.focus();
			return true;
		case '?':
			showKeys();
			return true;
		case 'Escape':
			if (list.querySelector('.grid .ticked')) untick();
			else return press('#desk-close');
			return true;
		default:
			return false;
	}
}
