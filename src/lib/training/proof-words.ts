import { formatDate } from '#lib/format/dates.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import { isValidOn } from './obligation-days.ts';

export type ProofKind = 'passed' | 'read' | 'attended' | 'equivalent' | 'changes';

const KINDS: Record<ProofKind, () => string> = {
	passed: m.evidence_kind_passed,
	read: m.evidence_kind_read,
	attended: m.evidence_kind_attended,
	equivalent: m.evidence_kind_equivalent,
	changes: m.evidence_kind_changes
};

/** How somebody completed a module. */
export const proofKindWord = (kind: ProofKind) => KINDS[kind]();

type Proof = { validUntil: string | null; revokedAt: Date | null; revokeReason: string };

/** Whether a proof still counts today, in words. `today` is a day of the town. */
export function proofState(
	proof: Proof,
	locale: Locale,
	today: string
): { kind: StateKind; word: string } {
	if (proof.revokedAt) return { kind: 'problem', word: m.evidence_revoked() };
	if (!proof.validUntil) return { kind: 'done', word: m.evidence_valid_for_ever() };
	const day = formatDate(proof.validUntil, locale);
	return isValidOn(proof.validUntil, today)
		? { kind: 'done', word: m.evidence_valid_until_day({ day }) }
		: { kind: 'problem', word: m.evidence_expired_on({ day }) };
}
