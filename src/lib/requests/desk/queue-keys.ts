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

/** Where the focus last stood: work takes rows out of a view, and the next one moves up to that place. */
let place = -1;

function step(list: HTMLElement, by: 1 | -1) {
	const all = rows(list);
	const row = currentRow(list);
	const at = row ? all.indexOf(row) : place < 0 ? place : place - (by > 0 ? 1 : 0);
	const wanted = at < 0 && !row && by < 0 ? all.length - 1 : at + by;
	place = Math.min(Math.max(wanted, 0), all.length - 1);
	const next = all[place];
	if (!next) return;
	const link = next.querySelector<HTMLElement>('a[data-open]');
	link?.focus();
	next.scrollIntoView({ block: 'nearest' });
	// An open panel goes along: a key must never act on another request than the one in focus.
	if (next !== row && document.querySelector('#desk-close')) link?.click();
}

function press(selector: string): boolean {
	const found = document.querySelector<HTMLElement>(selector);
	found?.click();
	return found !== null;
}

const ticked = (list: HTMLElement) => list.querySelector('.grid .ticked') !== null;

/** Opens a disclosure and puts the focus into its first field. */
function openAct(selector: string): boolean {
	const details = document.querySelector<HTMLDetailsElement>(selector);
	if (!details) return false;
	details.open = true;
	requestAnimationFrame(() => {
		details.scrollIntoView({ block: 'nearest' });
		const field =
			details.querySelector<HTMLElement>('input:not([type="hidden"]), textarea') ??
			details.querySelector<HTMLElement>('select');
		field?.focus();
	});
	return true;
}

/** The act on the ticked rows when there are any, else the one of the open request. */
function openEither(list: HTMLElement, many: string, one: string): boolean {
	return openAct(ticked(list) ? many : one);
}

/** Takes what is ticked, else the open request, else the one in focus. */
function take(list: HTMLElement): boolean {
	if (ticked(list)) return press('#bulk-take');
	if (document.querySelector('#desk-close')) return press('#desk-take');
	const box = currentRow(list)?.querySelector<HTMLElement>('input[type="checkbox"]');
	box?.click();
	if (box) requestAnimationFrame(() => press('#bulk-take'));
	return box !== undefined;
}

/** Completes the next task, or goes to what it needs first. */
function nextTask(): boolean {
	const button = document.querySelector<HTMLButtonElement>('#desk-next-task');
	const item = button?.form?.querySelector<HTMLInputElement>('input[name="item"]');
	const point = document.querySelector<HTMLElement>('.tasks .next [aria-pressed="false"]');
	if (point) point.focus();
	else if (item && !item.value.trim()) item.focus();
	else if (button) button.click();
	else return openAct('#desk-fulfil');
	return true;
}

/** Esc in a field goes back to the list, keeping what was typed: the keys would be letters there for ever. */
function leavesField(event: KeyboardEvent, list: HTMLElement): boolean {
	if (event.key !== 'Escape' || event.isComposing) return false;
	const at = currentRow(list) ?? rows(list)[0];
	const link = at?.querySelector<HTMLElement>('a[data-open]');
	if (link) link.focus();
	else if (event.target instanceof HTMLElement) event.target.blur();
	return true;
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
			return nextTask();
		case 'm':
			return take(list);
		case 'a':
			return openEither(list, '#bulk-assign', '#desk-pass');
		case 't':
			return openEither(list, '#bulk-time', '#desk-time');
		case 'v':
			return openEither(list, '#bulk-reply', '#desk-ask');
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
			if (ticked(list)) untick();
			else return press('#desk-close');
			return true;
		default:
			return false;
	}
}
