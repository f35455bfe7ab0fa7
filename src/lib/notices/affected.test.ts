import { expect, test } from 'vitest';
import { affectedCode, parseAffected } from './affected.ts';

const thing = {
	kind: 'system',
	targetId: '0199b8a0-0000-7000-8000-000000000001',
	impact: 'degraded'
} as const;

test('things are read from their codes; what is none is left out', () => {
	const dashes = `system:${'-'.repeat(36)}:degraded`;
	expect(parseAffected([dashes, 'system::degraded', 'x', affectedCode(thing)])).toEqual([thing]);
});
