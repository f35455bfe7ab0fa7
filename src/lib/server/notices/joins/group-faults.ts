import type { AffectedKind } from '#lib/notices/notice-states.ts';

/** A fault report as grouping sees it. */
export type ReportedFault = {
	requestId: string;
	requestNumber: number;
	personId: string;
	submittedAt: Date;
	/** What was chosen or named: a system, program or device. */
	things: { kind: AffectedKind; targetId: string }[];
	placeId: string | null;
	/** What does not work, as the form's choice says it, or the title. */
	what: string;
};

/** Reports that say the same, and what they have in common. */
export type FaultGroup = {
	kind: AffectedKind | 'words';
	targetId: string | null;
	words: string;
	faults: ReportedFault[];
};

/** So many people with the same thing, or the same trouble in one house, are no accident. */
export const ALIKE = 3;
/** Of the same trouble all over the town it takes more: there is always somebody whose printer is out of paper. */
const ALIKE_IN_WORDS = 5;

/**
 * Groups of similar fault reports, each report in one group at most: first by the thing named, then by the same trouble
 * at the same place, then by the same trouble anywhere. What one person reports twice counts once.
 */
export function groupFaults(faults: readonly ReportedFault[]): FaultGroup[] {
	const left = new Set(faults);
	const groups: FaultGroup[] = [];
	const levels: {
		least: number;
		keysOf: (fault: ReportedFault) => Omit<FaultGroup, 'faults'>[];
	}[] = [
		{
			least: ALIKE,
			keysOf: (fault) => fault.things.map((thing) => ({ ...thing, words: '' }))
		},
		{
			least: ALIKE,
			keysOf: ({ placeId, what }) =>
				placeId ? [{ kind: 'place', targetId: placeId, words: what }] : []
		},
		{
			least: ALIKE_IN_WORDS,
			keysOf: ({ what }) => [{ kind: 'words', targetId: null, words: what }]
		}
	];
	for (const { least, keysOf } of levels) {
		for (const group of groupsOf([...left], keysOf)) {
			const faultsLeft = group.faults.filter((fault) => left.has(fault));
			if (new Set(faultsLeft.map(({ personId }) => personId)).size < least) continue;
			groups.push({ ...group, faults: faultsLeft });
			for (const fault of faultsLeft) left.delete(fault);
		}
	}
	return groups;
}

/** Largest first, so that a report counts where most others are. */
function groupsOf(
	faults: readonly ReportedFault[],
	keysOf: (fault: ReportedFault) => Omit<FaultGroup, 'faults'>[]
): FaultGroup[] {
	const groups = new Map<string, FaultGroup>();
	for (const fault of faults) {
		for (const key of keysOf(fault)) {
			const name = `${key.kind} ${key.targetId} ${key.words}`;
			const group = groups.get(name) ?? { ...key, faults: [] };
			if (!group.faults.includes(fault)) group.faults.push(fault);
			groups.set(name, group);
		}
	}
	return [...groups.values()].sort((a, b) => b.faults.length - a.faults.length);
}
