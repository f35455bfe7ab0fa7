import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import { localize } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { moduleTitle } from './module-title.ts';
import type { RuleKind } from './obligation.ts';

/** Why somebody has to do a module. */
export type DutyReason = {
	origin: 'rule' | 'hand' | 'request' | 'renewal' | 'edition';
	requestNumber: number | null;
	/** Who gave it by hand. */
	givenBy: string | null;
	/** What the rule is about that covers the person; of holders, what they hold. */
	rule: { kind: Exclude<RuleKind, 'holders'>; value: string; name: LocalizedText | null } | null;
	/** The module that the rule is of, where this one has to be done first. */
	neededBefore: Partial<Record<Locale, string>> | null;
};

type Words = (inputs: object, options: { locale: Locale }) => string;

const ROLES: Record<string, Words> = {
	agent: m.auth_role_agent,
	author: m.auth_role_author,
	auditor: m.auth_role_auditor,
	admin: m.auth_role_admin,
	manager: m.duty_role_manager,
	representative: m.duty_role_representative
};

/** The reason in plain words, in the middle of a sentence: "because you use Amphora, request IT-2427". */
export function dutyReasonWords(reason: DutyReason, locale: Locale): string {
	const options = { locale };
	const { origin, requestNumber, neededBefore } = reason;
	const title = neededBefore && localize(moduleTitle(neededBefore), locale);
	return [
		origin === 'renewal' && m.duty_because_renewal({}, options),
		origin === 'edition' && m.duty_because_edition({}, options),
		ruleWords(reason, locale),
		requestNumber !== null && m.duty_because_request({ number: requestNumber }, options),
		handWords(reason, locale),
		title && m.duty_because_before({ title }, options)
	]
		.filter(Boolean)
		.join(', ');
}

function ruleWords({ rule }: DutyReason, locale: Locale): string | false {
	if (!rule) return false;
	const options = { locale };
	const name = rule.name ? localize(rule.name, locale) : '';
	if (rule.kind === 'role') {
		return m.duty_because_role({ name: ROLES[rule.value]?.({}, options) ?? rule.value }, options);
	}
	if (rule.kind === 'everyone') return m.duty_because_everyone({}, options);
	if (rule.kind === 'new_employees') return m.duty_because_new_employees({}, options);
	if (name && rule.kind === 'unit') return m.duty_because_unit({ name }, options);
	if (name && rule.kind === 'product') return m.duty_because_product({ name }, options);
	if (name && rule.kind === 'system') return m.duty_because_system({ name }, options);
	return m.duty_because_given({}, options);
}

function handWords({ origin, rule, givenBy }: DutyReason, locale: Locale): string | false {
	if (origin !== 'hand' || rule) return false;
	const options = { locale };
	return givenBy
		? m.duty_because_hand({ name: givenBy }, options)
		: m.duty_because_given({}, options);
}
