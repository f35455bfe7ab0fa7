import { m } from '#lib/paraglide/messages.js';
import { localeNames, type Locale } from '#lib/i18n/localized.ts';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type { Change } from '../module-text.ts';
import type { CloseReason, RuleKind } from '../obligation.ts';
import { isValidOn } from '../obligation-days.ts';
import type { DutyState, LanguageMark, ModuleState, OverviewBy } from './list-shapes.ts';

const MARKS: Record<LanguageMark, () => string> = {
	fresh: m.authoring_mark_fresh,
	stale: m.authoring_mark_stale,
	missing: m.authoring_mark_missing
};
/** Whether a language is there and follows the source. */
export const markWord = (mark: LanguageMark) => MARKS[mark]();

/** A language with its mark, for files: `Русский: vana`. */
export const languageWords = (languages: Record<Locale, LanguageMark>) =>
	(Object.keys(languages) as Locale[])
		.map((locale) => `${localeNames[locale]}: ${markWord(languages[locale])}`)
		.join(', ');

const MODULE_STATES: Record<ModuleState, () => string> = {
	active: m.authoring_state_active,
	hidden: m.authoring_state_hidden,
	draft: m.authoring_state_draft,
	problems: m.authoring_state_problems
};
/** A state of a module, as the filter offers it. */
export const moduleStateWord = (state: ModuleState) => MODULE_STATES[state]();

const SOURCES = { files: m.authoring_source_files, portal: m.authoring_source_portal };
/** Where a module is written. */
export const sourceWord = (source: keyof typeof SOURCES) => SOURCES[source]();

const CHANGES: Record<Change, () => string> = {
	patch: m.authoring_change_patch,
	minor: m.authoring_change_minor,
	major: m.authoring_change_major
};
/** How much an edition changed. */
export const changeWord = (change: Change) => CHANGES[change]();

const DUTY: Record<DutyState, { word: () => string; kind: StateKind }> = {
	overdue: { word: m.authoring_duty_overdue, kind: 'problem' },
	due: { word: m.authoring_duty_due, kind: 'waiting' },
	expiring: { word: m.authoring_duty_expiring, kind: 'waiting' },
	done: { word: m.authoring_duty_done, kind: 'done' },
	expired: { word: m.authoring_duty_expired, kind: 'problem' },
	waived: { word: m.authoring_duty_waived, kind: 'info' },
	ended: { word: m.authoring_duty_ended, kind: 'info' }
};
/** Where somebody stands with a module, and how that looks. */
export const dutyWord = (state: DutyState) => DUTY[state].word();
export const dutyKind = (state: DutyState): StateKind => DUTY[state].kind;

const CLOSED: Record<CloseReason, DutyState> = {
	completed: 'done',
	waived: 'waived',
	left_audience: 'ended',
	left_town: 'ended',
	module_hidden: 'ended',
	superseded: 'ended',
	withdrawn: 'ended'
};

/** The state of an obligation on a day. */
export function dutyState(
	row: { closedAs: CloseReason | null; dueOn: string | null; validUntil: string | null },
	today: string
): DutyState {
	if (row.closedAs === null) return row.dueOn !== null && row.dueOn < today ? 'overdue' : 'due';
	const state = CLOSED[row.closedAs];
	return state === 'done' && !isValidOn(row.validUntil, today) ? 'expired' : state;
}

const ORIGINS = {
	rule: m.authoring_origin_rule,
	hand: m.authoring_origin_hand,
	request: m.authoring_origin_request,
	renewal: m.authoring_origin_renewal,
	edition: m.authoring_origin_edition
};
export type Origin = keyof typeof ORIGINS;
export const ORIGIN_KEYS = Object.keys(ORIGINS) as Origin[];
/** Why somebody has to do it. */
export const originWord = (origin: Origin) => ORIGINS[origin]();

const RULES: Record<RuleKind, () => string> = {
	everyone: m.authoring_rule_everyone,
	new_employees: m.authoring_rule_new_employees,
	holders: m.authoring_rule_holders,
	product: m.authoring_rule_product,
	system: m.authoring_rule_system,
	unit: m.authoring_rule_unit,
	role: m.authoring_rule_role,
	person: m.authoring_rule_person
};
/** Whom a rule covers. */
export const ruleWord = (kind: RuleKind) => RULES[kind]();

const BY: Record<OverviewBy, () => string> = {
	module: m.authoring_by_module,
	unit: m.authoring_by_unit,
	software: m.authoring_by_software
};
/** What the overview's lines are. */
export const overviewWord = (by: OverviewBy) => BY[by]();
