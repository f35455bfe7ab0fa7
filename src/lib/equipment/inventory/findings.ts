/** How a device that reports differs from the register. */
export const FINDING_KINDS = [
	'unknown_device',
	'other_place',
	'other_user',
	'gone',
	'hardware_changed'
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/**
 * Waits for a decision, the register was brought in line, somebody said that it is right as it is, or a later report
 * agrees with the register again.
 */
export const FINDING_STATES = ['open', 'accepted', 'dismissed', 'passed'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** What agents say of a device, in our words and units. */
export type SeenDevice = {
	kind: 'computer' | 'printer' | 'network' | 'other';
	name: string;
	maker: string;
	model: string;
	serial: string;
	machineUuid: string;
	/** Who used it last, as the device names them. */
	user: string;
	/** Megabytes. */
	memory: number | null;
	/** Gigabytes of each disk. */
	disks: number[];
	addresses: string[];
	system: string;
};

/** Parts of a device that are told apart: memory in megabytes, disks in gigabytes. */
export type Hardware = Pick<SeenDevice, 'memory' | 'disks'>;

/** Hardware as a finding keeps it: `8192;512,256`. */
export const hardwareCode = ({ memory, disks }: Hardware): string =>
	`${memory ?? ''};${disks.join(',')}`;

/** The hardware that a finding keeps. */
export function hardwareOf(code: string): Hardware {
	const [memory = '', disks = ''] = code.split(';');
	return {
		memory: memory === '' ? null : Number(memory),
		disks: disks === '' ? [] : disks.split(',').map(Number)
	};
}

/** What somebody can decide about a finding; dismissing is always possible. */
export const FINDING_DECISIONS = [
	'register',
	'link',
	'move',
	'hand_over',
	'ask_back',
	'report_missing',
	'accept_hardware',
	'dismiss'
] as const;
export type FindingDecision = (typeof FINDING_DECISIONS)[number];

const DECISIONS: Record<FindingKind, readonly FindingDecision[]> = {
	unknown_device: ['register', 'link', 'dismiss'],
	other_place: ['move', 'dismiss'],
	other_user: ['hand_over', 'ask_back', 'dismiss'],
	gone: ['ask_back', 'report_missing', 'dismiss'],
	hardware_changed: ['accept_hardware', 'dismiss']
};

/** The decisions that bring the register and a finding of this kind together. */
export const decisionsFor = (kind: FindingKind): readonly FindingDecision[] => DECISIONS[kind];
