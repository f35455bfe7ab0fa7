/** The commonest acts of a town, in the order in which the first page offers them. */
const commonest = [
	'fault-report',
	'system-access',
	'computer',
	'forgotten-password',
	'new-employee',
	'leaver'
];

/**
 * Six services for the first page: the commonest acts that this person may ask for, filled up with the others
 * when a town has left some of them out.
 */
export function quickServices<S extends { slug: string }>(services: readonly S[]): S[] {
	const first = commonest.flatMap((slug) => services.filter((each) => each.slug === slug));
	return [...first, ...services.filter((each) => !first.includes(each))].slice(0, commonest.length);
}
