import { m } from '#lib/paraglide/messages.js';
import type { DifferenceDecision, DifferenceKind } from './change-kinds.ts';

const kinds: Record<DifferenceKind, () => string> = {
	only_directory: m.rights_differs_only_directory,
	only_register: m.rights_differs_only_register,
	unknown_account: m.rights_differs_unknown
};

const acts: Record<DifferenceDecision, () => string> = {
	register: m.rights_decide_register,
	end_right: m.rights_decide_end_right,
	add_to_directory: m.rights_decide_add,
	remove_from_directory: m.rights_decide_remove,
	leave: m.rights_decide_leave
};

const outcomes: Record<DifferenceDecision, () => string> = {
	register: m.rights_decided_register,
	end_right: m.rights_decided_end_right,
	add_to_directory: m.rights_decided_add,
	remove_from_directory: m.rights_decided_remove,
	leave: m.rights_decided_leave
};

/** How directory and register differ: "Kataloogis on, registris pole". */
export const differenceWord = (kind: DifferenceKind): string => kinds[kind]();

/** The verb of a decision: "Kirjuta registrisse". */
export const decisionVerb = (decision: DifferenceDecision): string => acts[decision]();

/** What was decided: "kirjutatud registrisse". */
export const decisionWord = (decision: DifferenceDecision): string => outcomes[decision]();
