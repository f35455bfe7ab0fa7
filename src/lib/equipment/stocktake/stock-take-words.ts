import { m } from '#lib/paraglide/messages.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type {
	CorrectionKind,
	CorrectionState,
	CountResult,
	ScanOutcome,
	StockTakeState
} from './stock-take.ts';

type Look = { word: () => string; kind: StateKind };

/** How far a stock-take is, in words. */
export const takeStates: Record<StockTakeState, Look> = {
	counting: { word: m.stocktake_state_counting, kind: 'progress' },
	signing: { word: m.stocktake_state_signing, kind: 'waiting' },
	signed: { word: m.stocktake_state_signed, kind: 'done' },
	cancelled: { word: m.stocktake_state_cancelled, kind: 'new' }
};

/** What became of a thing that was counted. */
export const countResults: Record<CountResult, Look> = {
	expected: { word: m.stocktake_result_expected, kind: 'new' },
	found: { word: m.stocktake_result_found, kind: 'done' },
	wrong_place: { word: m.stocktake_result_wrong_place, kind: 'waiting' },
	missing: { word: m.stocktake_result_missing, kind: 'problem' }
};

/** What a scan was answered. */
export const scanOutcomes: Record<ScanOutcome, Look> = {
	found: { word: m.stocktake_outcome_found, kind: 'done' },
	elsewhere: { word: m.stocktake_outcome_elsewhere, kind: 'waiting' },
	unknown: { word: m.stocktake_outcome_unknown, kind: 'problem' },
	twice: { word: m.stocktake_outcome_twice, kind: 'info' }
};

/** What a correction would do. */
export const correctionKinds: Record<CorrectionKind, () => string> = {
	move: m.stocktake_correction_move,
	missing: m.stocktake_correction_missing,
	found: m.stocktake_correction_found,
	unknown: m.stocktake_correction_unknown
};

/** What was decided about it. */
export const correctionStates: Record<CorrectionState, Look> = {
	proposed: { word: m.stocktake_proposed, kind: 'waiting' },
	accepted: { word: m.stocktake_accepted, kind: 'done' },
	declined: { word: m.stocktake_declined, kind: 'new' }
};
