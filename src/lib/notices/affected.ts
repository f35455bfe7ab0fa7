import { isId } from '../ids.ts';
import { AFFECTED_KINDS, IMPACTS, type AffectedKind, type Impact } from './notice-states.ts';

/** A thing that a notice touches: a row of the register that `kind` names, and how badly. */
export type AffectedThing = { kind: AffectedKind; targetId: string; impact: Impact };

/** The same with the name it has in the reader's language, and what tells it from others of that name. */
export type NamedAffected = AffectedThing & {
	name: string;
	detail: string;
	/** No longer in use: it has left the register since it was chosen. */
	gone: boolean;
};

/** How a form and an address write a thing: `system:<id>:unavailable`. */
export const affectedCode = (thing: AffectedThing) =>
	`${thing.kind}:${thing.targetId}:${thing.impact}`;

const whole = new RegExp(`^(${AFFECTED_KINDS.join('|')}):([0-9a-f-]{36}):(${IMPACTS.join('|')})$`);

/** Reads what `affectedCode` wrote; anything else is left out, and of a thing that comes twice the last counts. */
export function parseAffected(codes: readonly string[]): AffectedThing[] {
	const things = new Map<string, AffectedThing>();
	for (const code of codes) {
		const [, kind, targetId, impact] = whole.exec(code) ?? [];
		if (!kind || !targetId || !isId(targetId)) continue;
		things.set(`${kind}:${targetId}`, {
			kind: kind as AffectedKind,
			targetId,
			impact: impact as Impact
		});
	}
	return [...things.values()];
}
