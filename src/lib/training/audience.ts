import type { RuleKind } from './obligation.ts';

/** Whom a rule covers, as it is kept. */
export type AudienceRule = { kind: RuleKind; value: string };

/** Roles that a rule may name: given ones, and what one is by the structure. */
export const RULE_ROLES = [
	'agent',
	'author',
	'auditor',
	'admin',
	'manager',
	'representative'
] as const;

const BARE: Record<string, RuleKind> = {
	everyone: 'everyone',
	holders: 'holders',
	'new-employees': 'new_employees'
};

const WITH_VALUE = ['unit', 'role', 'product', 'system', 'person'] as const;

/**
 * One word of the front matter's `audience`: `everyone`, `holders`, `new-employees`, `unit:<code>`,
 * `role:<role>`, `product:<slug>`, `system:<slug>`, `person:<e-mail>`. Undefined for any other.
 */
export function parseAudience(word: string): AudienceRule | undefined {
	const bare = Object.hasOwn(BARE, word) ? BARE[word] : undefined;
	if (bare) return { kind: bare, value: '' };
	const colon = word.indexOf(':');
	const kind = WITH_VALUE.find((name) => name === word.slice(0, colon));
	const value = word.slice(colon + 1).trim();
	if (colon < 0 || !kind || value === '') return undefined;
	if (kind === 'role' && !RULE_ROLES.some((role) => role === value)) return undefined;
	return { kind, value: kind === 'person' ? value.toLowerCase() : value };
}
