import * as v from 'valibot';
import type { Condition } from './condition.ts';

const plain = v.union([v.string(), v.number(), v.boolean()]);
const nested: v.GenericSchema<Condition> = v.lazy(() => conditionSchema);

/** The shape of a condition in a file or from the editor. */
export const conditionSchema: v.GenericSchema<Condition> = v.union([
	v.strictObject({ field: v.string(), equals: plain }),
	v.strictObject({
		field: v.string(),
		in: v.pipe(v.array(plain), v.minLength(1))
	}),
	v.strictObject({ field: v.string(), filled: v.boolean() }),
	v.strictObject({ not: nested }),
	v.strictObject({ all: v.pipe(v.array(nested), v.minLength(1)) }),
	v.strictObject({ any: v.pipe(v.array(nested), v.minLength(1)) })
]);
