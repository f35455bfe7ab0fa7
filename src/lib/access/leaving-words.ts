import { m } from '#lib/paraglide/messages.js';
import type { LeavingHands, LeavingKind, LeavingStanding } from './leaving-lines.ts';

const kinds: Record<LeavingKind, () => string> = {
	item: m.leaving_kind_item,
	sign: m.leaving_kind_sign,
	contact: m.leaving_kind_contact,
	responsible: m.leaving_kind_responsible,
	right: m.leaving_kind_right,
	seat: m.leaving_kind_seat,
	system: m.leaving_kind_system,
	report: m.leaving_kind_report,
	unit: m.leaving_kind_unit,
	place: m.leaving_kind_place,
	approval: m.leaving_kind_approval,
	request: m.leaving_kind_request,
	case: m.leaving_kind_case,
	task: m.leaving_kind_task,
	role: m.leaving_kind_role,
	represents: m.leaving_kind_represents,
	deputy: m.leaving_kind_deputy,
	training: m.leaving_kind_training
};

const standings: Record<LeavingStanding, () => string> = {
	open: m.leaving_state_open,
	late: m.leaving_state_late,
	done: m.leaving_state_done,
	cancelled: m.leaving_state_cancelled
};

/** What a leaver has in hand, as the heading over such lines says it. */
export const leavingKindWord = (kind: LeavingKind): string => kinds[kind]();

/** How a leaving stands. */
export const leavingStandingWord = (standing: LeavingStanding): string => standings[standing]();

/** Who acts by when; `day` is written already. */
export function leavingHandsWord(
	hands: LeavingHands,
	{ kind, day, late }: { kind: LeavingKind; day: string; late: boolean }
): string {
	if (late) return m.leaving_hands_late({ day });
	if (hands === 'itself') return m.leaving_hands_itself({ day });
	if (hands === 'desk') return m.leaving_hands_desk({ day });
	return kind === 'sign' ? m.leaving_hands_leaver_sign({ day }) : m.leaving_hands_leaver({ day });
}
