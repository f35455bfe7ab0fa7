import { formatDate } from '#lib/format/dates.ts';
import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import {
	hardwareOf,
	type FindingDecision,
	type FindingKind,
	type FindingState,
	type Hardware
} from './findings.ts';

const KINDS: Record<FindingKind, () => string> = {
	unknown_device: m.inventory_kind_unknown_device,
	other_place: m.inventory_kind_other_place,
	other_user: m.inventory_kind_other_user,
	gone: m.inventory_kind_gone,
	hardware_changed: m.inventory_kind_hardware_changed
};

const STATES: Record<FindingState, () => string> = {
	open: m.inventory_state_open,
	accepted: m.inventory_state_accepted,
	dismissed: m.inventory_state_dismissed,
	passed: m.inventory_state_passed
};

const LOOKS: Record<FindingState, StateKind> = {
	open: 'waiting',
	accepted: 'done',
	dismissed: 'done',
	passed: 'done'
};

/** What a finding is called. */
export const findingKindWord = (kind: FindingKind): string => KINDS[kind]();

/** Where a finding stands. */
export const findingStateWord = (state: FindingState): string => STATES[state]();

/** How that looks. */
export const findingStateKind = (state: FindingState): StateKind => LOOKS[state];

/** Memory and disks in gigabytes: "16 GB of memory, 512 GB disk". */
export function hardwareWords({ memory, disks }: Hardware): string {
	return [
		...(memory ? [m.inventory_memory({ size: Math.round(memory / 102.4) / 10 })] : []),
		...disks.map((size) => m.inventory_disk({ size }))
	].join(', ');
}

type Compared = {
	kind: FindingKind;
	state: FindingState;
	registered: string;
	seen: string;
	holderName: string | null;
	placeName: LocalizedText | null;
	seenPlace: LocalizedText | null;
	seenPerson: string | null;
};

/** What the register says: as it is now while the finding waits, as it was then once it is decided. */
export function registeredWords(row: Compared, locale: Locale): string {
	const isOpen = row.state === 'open';
	const place = row.placeName ? localize(row.placeName, locale) : '';
	switch (row.kind) {
		case 'unknown_device':
			return m.inventory_not_in_register();
		case 'other_place':
			return (isOpen ? place : row.registered) || m.inventory_no_place();
		case 'other_user':
			return (isOpen ? (row.holderName ?? '') : row.registered) || m.inventory_nobody();
		case 'gone':
			return [row.holderName, place].filter(Boolean).join(', ');
		case 'hardware_changed':
			return hardwareWords(hardwareOf(row.registered));
	}
}

/** What was seen. */
export function seenWords(row: Compared, locale: Locale): string {
	switch (row.kind) {
		case 'unknown_device':
			return row.seen;
		case 'other_place':
			return row.seenPlace ? localize(row.seenPlace, locale) : row.seen;
		case 'other_user':
			return row.seenPerson ?? row.seen;
		case 'gone':
			return m.inventory_silent_since({ day: formatDate(row.seen, locale) });
		case 'hardware_changed':
			return hardwareWords(hardwareOf(row.seen));
	}
}

/** The verbs of decisions that need no further words. */
export const plainDecisions: Partial<Record<FindingDecision, () => string>> = {
	ask_back: m.inventory_ask_back,
	report_missing: m.inventory_report_missing,
	accept_hardware: m.inventory_accept_hardware
};
