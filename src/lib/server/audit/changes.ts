/** One field of a record, as text before and after; empty where it was not there. */
export type FieldChange = { field: string; before: string; after: string };

/**
 * What an entry says about its record, field by field: those that differ first, then those recorded but left as
 * they were. A value that is no record is one field without a name. Pure.
 */
export function changesOf(before: unknown, after: unknown): FieldChange[] {
	const [old, now] = [fieldsOf(before), fieldsOf(after)];
	const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])];
	const changes = fields.map((field) => ({
		field,
		before: textOf(old[field]),
		after: textOf(now[field])
	}));
	return [
		...changes.filter((change) => change.before !== change.after),
		...changes.filter((change) => change.before === change.after)
	];
}

function fieldsOf(value: unknown): Record<string, unknown> {
	if (value === null || value === undefined) return {};
	if (typeof value !== 'object' || Array.isArray(value)) return { '': value };
	return { ...value };
}

function textOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
