import { expect, it } from 'vitest';
import { nextVersion } from './next-version.ts';

it.each([
	[[], 'patch', '1.0.0'],
	[['1.0.0'], 'patch', '1.0.1'],
	[['1.0.0', '1.2.3'], 'minor', '1.3.0'],
	[['2.0.0', '1.9.9'], 'major', '3.0.0'],
	[['1.9.0', '1.10.0'], 'minor', '1.11.0']
] as const)('after %j a %s change is %s', (versions, change, next) => {
	expect(nextVersion(versions, change)).toBe(next);
});
