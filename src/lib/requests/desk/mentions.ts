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
