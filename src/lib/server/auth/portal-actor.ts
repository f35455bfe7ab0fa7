import { systemActor, type Actor } from '#lib/people/actor.ts';

/** The portal acting for somebody it does not know yet, from an address that the audit log keeps. */
export function portalActor(ip: string): Actor {
	return { ...systemActor, ip };
}
