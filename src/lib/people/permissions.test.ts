import { expect, it } from 'vitest';
import { systemActor, type Actor, type ActorRole } from './actor.ts';
import { can } from './permissions.ts';

const someone = (...roles: ActorRole[]): Actor => ({
	...systemActor,
	isSystem: false,
	personId: 'someone',
	roles
});
const inUnit = (unitId: string) => ({ unitId, requesterId: 'mari', beneficiaryId: 'mari' });

it.each([
	[null, 'north', true],
	[['north'], 'north', true],
	[['north'], 'south', false]
])('an auditor of %j reads the requests of %s: %s', (unitIds, unitId, reads) => {
	const auditor = someone({ role: 'auditor', unitIds });
	expect(can(auditor, 'request.read', inUnit(unitId))).toBe(reads);
	expect(can(auditor, 'request.read_internal', inUnit(unitId))).toBe(reads);
	expect(can(auditor, 'request.comment', inUnit(unitId))).toBe(false);
});

it.each([
	['admin', null, true],
	['admin', ['school'], false],
	['author', null, true],
	['agent', null, false]
] as const)('an %s of %j changes modules: %s', (role, unitIds, edits) => {
	const who = someone({ role, unitIds: unitIds && [...unitIds] });
	expect(can(who, 'training.edit')).toBe(edits);
	expect(can(who, 'course.mark_attendance', { teacherId: null })).toBe(edits);
});

it.each([
	['admin', null, true],
	['agent', null, true],
	['agent', ['school'], false],
	['auditor', null, false]
] as const)('an %s of %j gives tokens to sites of agents: %s', (role, unitIds, keeps) => {
	const who = someone({ role, unitIds: unitIds && [...unitIds] });
	expect(can(who, 'inventory.keep_sites')).toBe(keeps);
});

it.each([
	['who leads them today', { managerId: 'boss', presentManagerId: 'someone' }, [], true, false],
	['who would lead them', { managerId: 'someone', presentManagerId: 'boss' }, [], false, true],
	['a colleague', { managerId: 'boss', presentManagerId: 'boss' }, [], false, false],
	['the desk of that unit', { managerId: null }, ['north'], true, true],
	[
		'that desk about people of others',
		{ managerId: null, fromUnitId: 'south' },
		['north'],
		false,
		true
	],
	['the desk of another unit', { managerId: null }, ['south'], false, false],
	['the person', { managerId: null, personId: 'someone' }, ['north'], false, false]
])('a move is told of and decided by %s', (_who, subject, unitIds, moves, decides) => {
	const who = someone({ role: 'agent', unitIds });
	const move = { unitId: 'north', fromUnitId: 'north', personId: 'mari', ...subject };
	expect(can(who, 'people.move', move)).toBe(moves);
	expect(can(who, 'people.decide_move', move)).toBe(decides);
});
