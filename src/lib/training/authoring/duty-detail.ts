import { localize, type Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { DutyReason } from '#lib/training/duty-reason.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import { ruleWord } from './authoring-words.ts';

/** What a duty goes back to, as the desk reads it of somebody: whom the rule covers and by what, or who gave it. */
export function dutyDetail(reason: DutyReason, locale: Locale): string {
	const { rule, givenBy, neededBefore } = reason;
	const name = rule?.name && localize(rule.name, locale);
	const title = neededBefore && localize(moduleTitle(neededBefore), locale);
	return [
		rule && (name ? `${ruleWord(rule.kind)}: ${name}` : ruleWord(rule.kind)),
		!rule && givenBy,
		title && m.duty_because_before({ title })
	]
		.filter(Boolean)
		.join(', ');
}
