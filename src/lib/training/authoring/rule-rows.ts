import { parseAudience, type AudienceRule } from '../audience.ts';
import { RULE_KINDS, type RuleKind } from '../obligation.ts';

/** A rule as the form has it: a row of three fields. */
export type RuleRow = { kind: string; value: string; days: string };

/** Kinds that need no value. */
export const BARE_KINDS: readonly RuleKind[] = ['everyone', 'new_employees', 'holders'];

const asList = (value: unknown): string[] =>
	(Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'string' ? one : ''));

/** The rows of the form as they were sent: `kind[]`, `value[]`, `days[]`. */
export function rowsOf(values: Record<string, unknown>): RuleRow[] {
	const [kinds, names, days] = [asList(values.kind), asList(values.value), asList(values.days)];
	return kinds.map((kind, at) => ({ kind, value: names[at] ?? '', days: days[at] ?? '' }));
}

/** The rules that rows mean; a row without a kind is none. The number of the first row that means nothing otherwise. */
export function rulesOf(
	rows: readonly RuleRow[]
): { rules: (AudienceRule & { dueDays: number | null })[] } | { wrong: number } {
	const rules: (AudienceRule & { dueDays: number | null })[] = [];
	for (const [at, { kind, value, days }] of rows.entries()) {
		if (kind === '') continue;
		const known = RULE_KINDS.find((one) => one === kind);
		if (!known) return { wrong: at };
		const word = known === 'new_employees' ? 'new-employees' : known;
		// What a list offers is written with its name: `12 · Rahandusosakond`.
		const said = value.split(' · ')[0]?.trim() ?? '';
		const rule = parseAudience(BARE_KINDS.includes(known) ? word : `${word}:${said}`);
		const dueDays = days.trim() === '' ? null : Number(days);
		const isDays = dueDays === null || (Number.isInteger(dueDays) && dueDays > 0 && dueDays < 3651);
		if (!rule || !isDays) return { wrong: at };
		if (!rules.some((one) => one.kind === rule.kind && one.value === rule.value)) {
			rules.push({ ...rule, dueDays });
		}
	}
	return { rules };
}
