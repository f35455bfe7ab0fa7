/** What decides whether a bundle is for a position somewhere. */
export type BundleReach = {
	/** Words of the position, lower case; empty for everybody there. One with a minus keeps out: `-abi`. */
	positions: readonly string[];
	unitId: string | null;
	unitKind: string | null;
};

/** A position in a unit: the unit with all above it, each with its kind. */
export type Standing = { position: string; units: readonly { id: string; kind: string }[] };

/**
 * Is this bundle for whoever holds this position there? Words are whole words: "õpetaja" is not "muusikaõpetaja". Any
 * of the words is enough, and none of those with a minus may stand there: "õpetaja" without "-abi".
 */
export function bundleFits(bundle: BundleReach, standing: Standing): boolean {
	const { units } = standing;
	if (bundle.unitId !== null && !units.some(({ id }) => id === bundle.unitId)) return false;
	if (bundle.unitKind !== null && !units.some(({ kind }) => kind === bundle.unitKind)) return false;
	const position = spaced(standing.position);
	const has = (word: string) => position.includes(spaced(word));
	const wanted = bundle.positions.filter((word) => !word.startsWith('-'));
	if (bundle.positions.some((word) => word.startsWith('-') && has(word))) return false;
	return wanted.length === 0 || wanted.some(has);
}

const spaced = (text: string) =>
	` ${text
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean)
		.join(' ')} `;
