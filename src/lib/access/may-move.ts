import { hasRole, type Actor } from '#lib/people/actor.ts';

/** Keeps the registers somewhere. */
export const isDesk = (actor: Actor) => hasRole(actor, 'agent') || hasRole(actor, 'admin');

/** Is anybody's move theirs to tell of? Whose exactly is asked by `people.move`. */
export const mayTellOfMoves = (actor: Actor) =>
	isDesk(actor) || actor.isManager || actor.representsUnitIds.length > 0;
