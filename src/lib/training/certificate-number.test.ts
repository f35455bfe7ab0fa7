import fc from 'fast-check';
import { expect, it } from 'vitest';
import { certificateNumber, checkOf, parseCertificateNumber } from './certificate-number.ts';

it('reads back every number it writes', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 999_999_999 }), fc.uuid(), (number, id) => {
			const read = parseCertificateNumber(certificateNumber({ number, id }));
			expect(read).toEqual({ number, check: checkOf(id) });
		})
	);
});

it.each(['', 'KT-', 'abc', '0-9f3ab2', 'KT-000123', 'KT-000123-9f3', '12x-9f3ab2'])(
	'takes %j for no number',
	(text) => expect(parseCertificateNumber(text)).toBeUndefined()
);
