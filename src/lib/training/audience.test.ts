import { expect, it } from 'vitest';
import { parseAudience } from './audience.ts';

it.each([
	['everyone', 'everyone', ''],
	['holders', 'holders', ''],
	['new-employees', 'new_employees', ''],
	['unit:kindergartens', 'unit', 'kindergartens'],
	['role:manager', 'role', 'manager'],
	['product:digidoc', 'product', 'digidoc'],
	['system:documents', 'system', 'documents'],
	['person:mari.maasikas@linn.example', 'person', 'mari.maasikas@linn.example']
])('%s is a rule', (word, kind, value) => {
	expect(parseAudience(word)).toEqual({ kind, value });
});

it.each(['', 'all', 'unit:', 'unit', 'role:king', 'constructor', ':x'])('%s is no rule', (word) =>
	expect(parseAudience(word)).toBeUndefined()
);
