import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { SignerRole, SigningMethod } from '../act-kinds.ts';

type Word = (inputs: Record<string, never>, options: { locale: Locale }) => string;

const ROLES: Record<SignerRole, Word> = {
	gives: m.acts_role_gives,
	receives: m.acts_role_receives,
	commission: m.acts_role_commission,
	approves: m.acts_role_approves
};

const METHODS: Record<SigningMethod, Word> = {
	portal: m.acts_method_portal,
	screen: m.acts_method_screen,
	paper: m.acts_method_paper
};

/** Facts that acts of a kind have beside those of all. */
const FACTS: Record<string, Word> = {
	supplier: m.acts_fact_supplier,
	order: m.acts_fact_order,
	vendor: m.acts_fact_vendor,
	expected: m.acts_fact_expected,
	outcome: m.acts_fact_outcome,
	warranty: m.acts_fact_warranty,
	cost: m.acts_fact_cost,
	reason: m.acts_fact_reason,
	title: m.acts_fact_title,
	disagrees: m.acts_fact_disagrees,
	count_title: m.stocktake_fact_title,
	count_days: m.stocktake_fact_days,
	count_places: m.stocktake_fact_places,
	count_units: m.stocktake_fact_units,
	count_categories: m.stocktake_fact_categories,
	count_expected: m.stocktake_fact_expected,
	count_found: m.stocktake_fact_found,
	count_elsewhere: m.stocktake_fact_elsewhere,
	count_missing: m.stocktake_fact_missing,
	count_unknown: m.stocktake_fact_unknown,
	count_elsewhere_items: m.stocktake_fact_elsewhere_items,
	count_missing_items: m.stocktake_fact_missing_items,
	count_unknown_labels: m.stocktake_fact_unknown_labels,
	count_corrected_by: m.stocktake_fact_corrected_by
};

/** "Receives" in a language. */
export const roleWordIn = (role: SignerRole, locale: Locale): string => ROLES[role]({}, { locale });
/** "Receives" */
export const roleWord = (role: SignerRole): string => roleWordIn(role, getLocale());
/** "Signed in the portal" in a language. */
export const methodWordIn = (method: SigningMethod, locale: Locale): string =>
	METHODS[method]({}, { locale });
/** "Signed in the portal" */
export const methodWord = (method: SigningMethod): string => methodWordIn(method, getLocale());
/** What a fact is called in a language; words that are none of ours are shown as they are. */
export const factWordIn = (label: string, locale: Locale): string =>
	FACTS[label]?.({}, { locale }) ?? label;
/** What a fact is called. */
export const factWord = (label: string): string => factWordIn(label, getLocale());
