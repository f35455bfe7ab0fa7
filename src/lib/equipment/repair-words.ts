import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RepairOutcome } from './repair-outcomes.ts';

const outcomes: Record<RepairOutcome, typeof m.repair_outcome_repaired> = {
	repaired: m.repair_outcome_repaired,
	replaced: m.repair_outcome_replaced,
	no_fault: m.repair_outcome_no_fault,
	not_repairable: m.repair_outcome_not_repairable
};

/** What became of an item in repair: "parandati". */
export const repairOutcomeWord = (outcome: RepairOutcome, locale?: Locale): string =>
	outcomes[outcome]({}, locale && { locale });
