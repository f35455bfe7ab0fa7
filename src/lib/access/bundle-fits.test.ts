import { expect, it } from 'vitest';
import { bundleFits } from './bundle-fits.ts';

const units = [
	{ id: 'town', kind: 'organisation' },
	{ id: 'bees', kind: 'kindergarten' },
	{ id: 'tots', kind: 'group' }
];
const reach = { positions: [], unitId: null, unitKind: null };

it.each([
	['everybody', reach, 'kokk', true],
	['a word of the position', { ...reach, positions: ['õpetaja'] }, 'Õpetaja', true],
	['one of several words', { ...reach, positions: ['kokk', 'õpetaja'] }, 'vanem õpetaja', true],
	['a whole word only', { ...reach, positions: ['õpetaja'] }, 'muusikaõpetaja', false],
	['a word that keeps out', { ...reach, positions: ['õpetaja', '-abi'] }, 'õpetaja abi', false],
	['words of two', { ...reach, positions: ['õpetaja abi'] }, 'Õpetaja-abi', true],
	['a unit above', { ...reach, unitId: 'bees' }, 'kokk', true],
	['another unit', { ...reach, unitId: 'ants' }, 'kokk', false],
	['a kind above', { ...reach, unitKind: 'kindergarten' }, 'kokk', true],
	['another kind', { ...reach, unitKind: 'department' }, 'kokk', false]
])('a bundle for %s', (_what, bundle, position, fits) => {
	expect(bundleFits(bundle, { position, units })).toBe(fits);
});
