import { m } from '#lib/paraglide/messages.js';
import type { WorklistReason } from './worklist-shape.ts';

const reasons: Record<WorklistReason, () => string> = {
	warranty_ending: m.lifecycle_warranty_ending,
	end_of_life: m.lifecycle_end_of_life,
	never_returned: m.lifecycle_never_returned,
	held_by_leaver: m.lifecycle_held_by_leaver,
	without_place: m.lifecycle_without_place,
	handover_waits: m.lifecycle_handover_waits,
	repair_overdue: m.lifecycle_repair_overdue,
	long_missing: m.lifecycle_long_missing
};

/** Why an item is on the worklist: "garantii lõpeb". */
export const worklistWord = (reason: WorklistReason): string => reasons[reason]();
