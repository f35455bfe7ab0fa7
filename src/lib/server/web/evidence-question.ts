import * as v from 'valibot';
import { chosenId, typedDay } from '#lib/format/typed-fields.ts';
import type { EvidenceQuestion } from '#lib/server/training/evidence/evidence-pack.ts';

/** What the page of evidence asks by its address. */
export const evidenceSchema = v.object({
	personId: chosenId,
	unitId: chosenId,
	from: typedDay,
	until: typedDay
}) satisfies v.GenericSchema<unknown, EvidenceQuestion>;
