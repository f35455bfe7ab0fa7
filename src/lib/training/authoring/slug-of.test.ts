import { expect, it } from 'vitest';
import { slugOf } from './slug-of.ts';

it.each([
	['Õngitsuskirja äratundmine', 'ongitsuskirja-aratundmine'],
	['Как узнать фишинг', 'kak-uznat-fishing'],
	['  VPN 2.0: kodust!  ', 'vpn-2-0-kodust'],
	['???', '']
])('%s gets the address %s', (title, slug) => {
	expect(slugOf(title)).toBe(slug);
});
