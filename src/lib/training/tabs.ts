const KEY = 'abilaud:tabs';

/** Names of tabs as they were last chosen, the latest first. A browser that keeps nothing has none. */
function chosenBefore(): string[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
		return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
	} catch {
		return [];
	}
}

function remember(name: string): void {
	try {
		const rest = chosenBefore().filter((one) => one !== name);
		localStorage.setItem(KEY, JSON.stringify([name, ...rest].slice(0, 20)));
	} catch {
		// Nothing is kept then, and the choice holds on this page.
	}
}

type Group = { panels: HTMLElement[]; buttons: HTMLButtonElement[]; isShared: boolean };

/**
 * Makes tabs of panels that stand below each other: arrow keys, Home and End move; panels of the same name switch
 * together on the page and the choice is remembered in the browser. Returns what undoes it.
 */
export function joinTabs(article: HTMLElement): () => void {
	const groups = [...article.querySelectorAll<HTMLElement>('.tabs[data-tabs]')].map(makeGroup);
	const before = chosenBefore();
	for (const group of groups) {
		const names = group.panels.map((panel) => panel.dataset.tab ?? '');
		const known = group.isShared ? before.find((name) => names.includes(name)) : undefined;
		// What has changed is seen first, whichever tab one prefers.
		const changed = group.panels.findIndex((panel) => panel.querySelector('.changed'));
		const own = known === undefined ? 0 : names.indexOf(known);
		show(group, Math.max(changed < 0 ? own : changed, 0));
	}
	const choose = (chosen: Group, index: number) => {
		const name = chosen.panels[index]?.dataset.tab;
		show(chosen, index);
		if (!chosen.isShared || name === undefined) return;
		remember(name);
		for (const group of groups) {
			const same = group.panels.findIndex((panel) => panel.dataset.tab === name);
			if (group.isShared && same >= 0) show(group, same);
		}
	};
	for (const group of groups) {
		group.buttons.forEach((button, index) => {
			button.addEventListener('click', () => choose(group, index));
			button.addEventListener('keydown', (event) => {
				const last = group.buttons.length - 1;
				const moves: Record<string, number> = {
					ArrowRight: index === last ? 0 : index + 1,
					ArrowLeft: index === 0 ? last : index - 1,
					Home: 0,
					End: last
				};
				const next = moves[event.key];
				if (next === undefined) return;
				event.preventDefault();
				choose(group, next);
				group.buttons[next]?.focus();
			});
		});
	}
	return () => {
		for (const { panels, buttons } of groups) {
			buttons[0]?.parentElement?.remove();
			for (const panel of panels) panel.classList.remove('tab-off');
		}
	};
}

let made = 0;

function makeGroup(box: HTMLElement): Group {
	const panels = [...box.children].filter(
		(child): child is HTMLElement => child instanceof HTMLElement && child.dataset.tab !== undefined
	);
	const list = document.createElement('div');
	list.className = 'tab-list';
	list.setAttribute('role', 'tablist');
	const buttons = panels.map((panel) => {
		const id = `tab-${++made}`;
		const button = document.createElement('button');
		button.type = 'button';
		button.id = id;
		button.textContent = panel.querySelector('.tab-title')?.textContent ?? '';
		button.setAttribute('role', 'tab');
		panel.id ||= `${id}-panel`;
		button.setAttribute('aria-controls', panel.id);
		panel.setAttribute('role', 'tabpanel');
		panel.setAttribute('aria-labelledby', id);
		panel.tabIndex = 0;
		list.append(button);
		return button;
	});
	box.prepend(list);
	return { panels, buttons, isShared: box.dataset.tabs !== 'own' };
}

function show({ panels, buttons }: Group, chosen: number): void {
	panels.forEach((panel, index) => panel.classList.toggle('tab-off', index !== chosen));
	buttons.forEach((button, index) => {
		button.setAttribute('aria-selected', String(index === chosen));
		button.tabIndex = index === chosen ? 0 : -1;
	});
}
