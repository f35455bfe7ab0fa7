import { localize, type Locale } from '$lib/i18n/localized.ts';
import type { HeldRight } from '$lib/server/systems/rights-of.ts';

/** A right as the page shows it: what its script needs, in the reader's language. */
export type ShownRight = ReturnType<typeof shownRight>;

export function shownRight(right: HeldRight, locale: Locale) {
	const { id, roleId, systemId, systemSlug, validFrom, validUntil } = right;
	const { requestNumber, approvedBy, grantedBy } = right;
	return {
		...{ id, roleId, systemId, systemSlug, validFrom, validUntil },
		...{ requestNumber, approvedBy, grantedBy },
		system: localize(right.systemName, locale),
		role: localize(right.roleName, locale)
	};
}
