import * as v from 'valibot';
import { parseDay } from '#lib/format/dates.ts';
import { isId } from '#lib/ids.ts';
import type { EvidenceQuestion } from '#lib/server/training/evidence/evidence-pack.ts';

const chosen = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.check((text) => text === '' || isId(text), 'errors_choose'),
	v.transform((text) => text || null)
);
const day = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.check((text) => text === '' || parseDay(text) !== undefined, 'errors_date'),
	v.transform((text) => (text === '' ? null : (parseDay(text) ?? null)))
);

/** What the page of evidence asks by its address. */
export const evidenceSchema = v.object({
	personId: chosen,
	unitId: chosen,
	from: day,
	until: day
}) satisfies v.GenericSchema<unknown, EvidenceQuestion>;
