import { expect, test } from 'vitest';
import { systemActor, type Role } from '#lib/people/actor.ts';
import { firstPage, ownPath } from './session-cookie.ts';

test.each([
	['/requests/2427?tab=talk#last', '/requests/2427?tab=talk#last'],
	['/', '/'],
	['//evil.example', undefined],
	['/\\evil.example', undefined],
	['/\t/evil.example', undefined],
	['/.//evil.example', undefined],
	['https://evil.example', undefined],
	['javascript:alert(1)', undefined],
	['evil.example', undefined],
	['/sign-in?next=/', undefined],
	['/second-factor', undefined],
	['', undefined],
	[null, undefined]
])('after sign-in %j leads to %s', (wanted, path) => {
	expect(ownPath(wanted)).toBe(path);
});

test.each<[Role[], string]>([
	[[], '/'],
	[['auditor'], '/'],
	[['author'], '/'],
	[['agent'], '/admin'],
	[['admin', 'author'], '/admin']
])('%s start at %s', (roles, path) => {
	const actor = { ...systemActor, roles: roles.map((role) => ({ role, unitIds: null })) };
	expect(firstPage(actor, '//elsewhere')).toBe(path);
});
