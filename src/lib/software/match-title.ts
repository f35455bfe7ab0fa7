import type { NameMatch } from './case-states.ts';

/** What an agent taught, as far as matching needs it. */
export type MatchRule = {
	id: string;
	nameMatch: NameMatch;
	name: string;
	publisher: string;
	productId: string | null;
};

/** A name as devices report it, with its maker. */
export type ReportedTitle = { name: string; publisher: string };

const STRICTNESS: Record<NameMatch, number> = { exact: 0, starts: 1, contains: 2 };

const folded = (text: string) => text.toLowerCase().normalize('NFC');

/**
 * The rule for a name, found without regard to letters' size: of those that fit, the longest name; of equally long ones
 * exact before beginning before anywhere, then the one that names the maker. The order in which they were taught says
 * nothing.
 */
export function titleMatcher<Rule extends MatchRule>(
	rules: readonly Rule[]
): (title: ReportedTitle) => Rule | undefined {
	const ready = rules
		.map((rule) => ({ rule, name: folded(rule.name), publisher: folded(rule.publisher) }))
		.filter(({ name }) => name !== '')
		.toSorted(
			(a, b) =>
				b.name.length - a.name.length ||
				STRICTNESS[a.rule.nameMatch] - STRICTNESS[b.rule.nameMatch] ||
				Number(b.publisher !== '') - Number(a.publisher !== '') ||
				(a.rule.id < b.rule.id ? -1 : 1)
		);
	return (title) => {
		const name = folded(title.name);
		const maker = folded(title.publisher);
		return ready.find(
			(one) =>
				(one.publisher === '' || one.publisher === maker) &&
				fits(name, one.name, one.rule.nameMatch)
		)?.rule;
	};
}

function fits(title: string, name: string, how: NameMatch): boolean {
	if (how === 'exact') return title === name;
	return how === 'starts' ? title.startsWith(name) : title.includes(name);
}
