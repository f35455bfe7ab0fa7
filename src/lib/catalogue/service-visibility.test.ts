import { describe, expect, it } from 'vitest';
import { isVisibleTo, type ServiceViewer } from './service-visibility.ts';

const teacher: ServiceViewer = {
	roles: [],
	isManager: false,
	isRepresentative: false,
	unitCodes: ['town', 'education', 'naerulind'],
	unitKinds: ['kindergarten']
};

describe('who sees a service', () => {
	it.each([
		[[{ who: 'everyone' as const }], true],
		[[{ who: 'managers' as const }], false],
		[[{ who: 'managers' as const }, { who: 'units' as const, units: ['education'] }], true],
		[[{ who: 'unit_kinds' as const, kinds: ['kindergarten'] }], true],
		[[{ who: 'representatives' as const }], false],
		[[{ who: 'roles' as const, roles: ['agent' as const] }], false]
	])('%o for a teacher: %s', (rules, expected) => {
		expect(isVisibleTo(rules, teacher)).toBe(expected);
	});

	it('hides nothing from the administrator', () => {
		expect(isVisibleTo([{ who: 'managers' }], { ...teacher, roles: ['admin'] })).toBe(true);
	});
});
