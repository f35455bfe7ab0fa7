import { expect, it } from 'vitest';
import { isId } from './ids.ts';

it.each([
	['01945b1e-7c2a-7d11-9a51-0c6e1b2f3a4d', true],
	['00000000-0000-0000-0000-000000000000', true],
	['------------------------------------', false],
	['01945b1e7c2a7d119a510c6e1b2f3a4d0000', false],
	['01945b1e-7c2a-7d11-9a51-0c6e1b2f3a4d ', false],
	['', false]
])('says whether %j can be an id: %s', (text, can) => {
	expect(isId(text)).toBe(can);
});
