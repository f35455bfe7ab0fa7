/**
 * Who is named in a letter as `@Rasmus Kivi` or `@Rasmus`: agents only, whole names first, a first name when only one
 * agent has it. Letter case does not matter.
 */
export function mentionedIn(
	body: string,
	agents: readonly { id: string; name: string }[]
): string[] {
	const text = body.toLocaleLowerCase('et');
	const firstNames = new Map<string, number>();
	const first = (name: string) => name.split(' ')[0]?.toLocaleLowerCase('et') ?? '';
	for (const { name } of agents)
		firstNames.set(first(name), (firstNames.get(first(name)) ?? 0) + 1);
	return agents
		.filter(({ name }) => {
			if (text.includes(`@${name.toLocaleLowerCase('et')}`)) return true;
			if (firstNames.get(first(name)) !== 1) return false;
			const at = text.indexOf(`@${first(name)}`);
			return at >= 0 && !/[\p{L}\p{N}]/u.test(text[at + 1 + first(name).length] ?? ' ');
		})
		.map(({ id }) => id);
}

/** What is being typed as a name at the caret, without the `@`; null where no name is being typed. */
export function nameBeingTyped(text: string, caret: number): string | null {
	return /(?:^|[\s(])@((?:\p{L}[\p{L}' -]{0,60})?)$/u.exec(text.slice(0, caret))?.[1] ?? null;
}

/** Colleagues whose name begins so, at most five; nobody once a whole name stands there. */
export function namesLike<T extends { name: string }>(typed: string, agents: readonly T[]): T[] {
	const start = typed.toLocaleLowerCase('et');
	return agents
		.filter(({ name }) => {
			const whole = name.toLocaleLowerCase('et');
			return whole.startsWith(start) && whole !== start;
		})
		.slice(0, 5);
}

/** The text with the name written out where it was being typed, and where the caret goes. */
export function withName(
	text: string,
	caret: number,
	name: string
): { text: string; caret: number } {
	const typed = nameBeingTyped(text, caret) ?? '';
	const before = `${text.slice(0, caret - typed.length)}${name} `;
	return { text: before + text.slice(caret).trimStart(), caret: before.length };
}
