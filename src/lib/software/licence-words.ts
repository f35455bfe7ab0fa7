import { formatDateShort } from '#lib/format/dates.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type { LicenceMetric, LicenceState, SeatState } from './seat-states.ts';

/** How a licence stands on a day for its reader. */
export const LICENCE_STANDINGS = ['ordered', 'to_come', 'valid', 'ended', 'withdrawn'] as const;
export type LicenceStanding = (typeof LICENCE_STANDINGS)[number];

const standings: Record<LicenceStanding, { word: () => string; kind: StateKind }> = {
	ordered: { word: m.licences_state_ordered, kind: 'waiting' },
	to_come: { word: m.licences_state_to_come, kind: 'new' },
	valid: { word: m.licences_state_valid, kind: 'done' },
	ended: { word: m.licences_state_ended, kind: 'info' },
	withdrawn: { word: m.licences_state_withdrawn, kind: 'info' }
};

const metrics: Record<LicenceMetric, () => string> = {
	person: m.licences_metric_person,
	device: m.licences_metric_device,
	site: m.licences_metric_site,
	concurrent: m.licences_metric_concurrent,
	subscription: m.licences_metric_subscription,
	free: m.licences_metric_free
};

const seats: Record<Exclude<SeatState, 'revoked'>, { word: () => string; kind: StateKind }> = {
	active: { word: m.licences_seat_active, kind: 'done' },
	reclaim_proposed: { word: m.licences_seat_reclaim_proposed, kind: 'new' },
	asked: { word: m.licences_seat_asked, kind: 'waiting' },
	kept: { word: m.licences_seat_kept, kind: 'info' }
};

type Licence = { state: LicenceState; validFrom: string; validUntil: string | null };

/** How it stands on a day (ISO): its first and its last day belong to it. */
export function licenceStanding({ state, validFrom, validUntil }: Licence, today: string) {
	if (state !== 'valid') return state;
	if (validFrom > today) return 'to_come';
	return validUntil !== null && validUntil < today ? 'ended' : 'valid';
}

/** "Kehtib" */
export const standingWord = (standing: LicenceStanding): string => standings[standing].word();
export const standingKind = (standing: LicenceStanding): StateKind => standings[standing].kind;

/** "Seadme kohta" */
export const metricWord = (metric: LicenceMetric): string => metrics[metric]();

/** "Kasutamata"; a seat that was taken back is in no list. */
export const seatStateWord = (state: SeatState): string =>
	state === 'revoked' ? '' : seats[state].word();
export const seatStateKind = (state: SeatState): StateKind =>
	state === 'revoked' ? 'info' : seats[state].kind;

/** "25", or "piiranguta" where no limit is counted. */
export const countWord = (count: number | null): string =>
	count === null ? m.licences_unlimited() : String(count);

/** "1. jaan 2026 kuni 31. dets 2026" */
export const licenceDays = (
	{ validFrom, validUntil }: Pick<Licence, 'validFrom' | 'validUntil'>,
	locale: Locale
): string =>
	validUntil === null
		? m.licences_days_open({ from: formatDateShort(validFrom, locale) })
		: m.licences_days({
				from: formatDateShort(validFrom, locale),
				until: formatDateShort(validUntil, locale)
			});
