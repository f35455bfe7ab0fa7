import { config } from '#lib/server/config.ts';
import type { LinkPurpose } from './one-time-links.ts';

/** The address a one-time link is sent as. */
export function linkAddress(purpose: LinkPurpose, token: string, origin = config().origin): string {
	return `${origin}/${purpose}/${token}`;
}
