import { expect, test } from 'vitest';
import { groupFaults, type ReportedFault } from './group-faults.ts';

let count = 0;
const fault = (more: Partial<ReportedFault> = {}): ReportedFault => {
	count += 1;
	return {
		requestId: `r${count}`,
		requestNumber: count,
		personId: `p${count}`,
		submittedAt: new Date('2026-11-24T10:00:00Z'),
		things: [],
		placeId: null,
		what: `trouble ${count}`,
		...more
	};
};
const records = { kind: 'system' as const, targetId: 'records' };

test('three people who name the same thing are a group', () => {
	const alike = [1, 2, 3].map(() => fault({ things: [records] }));
	expect(groupFaults([...alike, fault()])).toEqual([{ ...records, words: '', faults: alike }]);
	expect(groupFaults(alike.slice(1))).toEqual([]);
});

test('one person who reports three times is one person', () => {
	expect(groupFaults([1, 2, 3].map(() => fault({ things: [records], personId: 'same' })))).toEqual(
		[]
	);
});

test('the same trouble in one house is a group, over the town it takes five', () => {
	const inHouse = [1, 2, 3].map(() => fault({ what: 'internet', placeId: 'hall' }));
	expect(groupFaults(inHouse)).toMatchObject([
		{ kind: 'place', targetId: 'hall', words: 'internet' }
	]);
	const overTown = [1, 2, 3, 4, 5].map((n) => fault({ what: 'internet', placeId: `house ${n}` }));
	expect(groupFaults(overTown.slice(1))).toEqual([]);
	expect(groupFaults(overTown)).toMatchObject([{ kind: 'words', words: 'internet' }]);
});

test('each report is in one group, with the thing it names', () => {
	const named = [1, 2, 3].map(() => fault({ things: [records], what: 'program', placeId: 'hall' }));
	const others = [1, 2].map(() => fault({ what: 'program', placeId: 'hall' }));
	const groups = groupFaults([...named, ...others]);
	expect(groups).toHaveLength(1);
	expect(groups[0]?.faults).toEqual(named);
});
