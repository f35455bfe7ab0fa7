import type { LineAct, LineKind } from '#lib/access/change-kinds.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Share } from '#lib/access/usual.ts';
import type { staffChangeLine } from './tables.ts';

/** Why a line stands there, as it is kept. */
export type LineWhy = NonNullable<(typeof staffChangeLine.$inferSelect)['why']>;

/** A line before it is written. */
export type LineDraft = {
	kind: LineKind;
	proposed: LineAct;
	why: LineWhy;
	daysBefore: number;
	roleId?: string | null;
	rightId?: string | null;
	productId?: string | null;
	seatId?: string | null;
	category?: string | null;
	itemId?: string | null;
	moduleSlug?: string | null;
	requestTaskKey?: string | null;
};

/** The facts of a line's reason: the bundle it comes from, how many colleagues have it, and whether that is unusual. */
export function whyOf(
	share: Share | null,
	more: { bundle?: LocalizedText; unusual?: boolean } = {}
): LineWhy {
	return {
		...(more.bundle ? { bundle: more.bundle.et } : {}),
		...(share ?? {}),
		...(more.unusual ? { unusual: true } : {})
	};
}
