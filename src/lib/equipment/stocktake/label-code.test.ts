import { describe, expect, it } from 'vitest';
import { correctionOf, isElsewhere } from './compare.ts';
import { readLabelCode, sameLabel } from './label-code.ts';

const id = '0199c1a2-7e1b-7c3d-8a4e-5f6071829300';

describe('what a reading of a label means', () => {
	it('is the item of the address in a QR code, else a number in capital letters', () => {
		expect(
			readLabelCode(`https://abilaud.linn.example/things/${id.toUpperCase()}?from=qr`)
		).toEqual({
			itemId: id
		});
		expect(readLabelCode(' km-10482 ')).toEqual({ number: 'KM-10482' });
		expect(readLabelCode('https://old.example/inv/km-10482')).toEqual({ number: 'KM-10482' });
		expect(sameLabel('km-1')).toBe(sameLabel(' KM-1'));
	});
});

describe('what was seen beside what the register says', () => {
	const here = { state: 'in_use' as const, placeId: 'a', room: '203' };

	it('is elsewhere only when something contradicts', () => {
		expect(isElsewhere(here, { placeId: 'a', room: '' })).toBe(false);
		expect(isElsewhere(here, { placeId: null, room: ' 203 ' })).toBe(false);
		expect(isElsewhere(here, { placeId: 'a', room: '204' })).toBe(true);
		expect(isElsewhere(here, { placeId: 'b', room: '203' })).toBe(true);
		expect(isElsewhere({ ...here, state: 'in_repair' }, { placeId: 'a', room: '203' })).toBe(true);
	});

	it('proposes what an act of a stock-take can do, and nothing else', () => {
		expect(correctionOf(here, { placeId: 'b', room: '' })).toEqual({
			...{ kind: 'move', placeId: 'b', room: '' }
		});
		expect(correctionOf(here, { placeId: 'a', room: '' })).toBeNull();
		expect(correctionOf(here, null)).toMatchObject({ kind: 'missing' });
		expect(correctionOf({ ...here, state: 'missing' }, { placeId: null, room: '' })).toEqual({
			...{ kind: 'found', placeId: 'a', room: '203' }
		});
		expect(correctionOf({ ...here, state: 'write_off_proposed' }, null)).toBeNull();
		expect(correctionOf({ ...here, placeId: null }, { placeId: 'b', room: '203' })).toMatchObject({
			...{ kind: 'move', placeId: 'b', room: '203' }
		});
	});
});
