/** How a device that reports differs from the register. */
export const FINDING_KINDS = [
	'unknown_device',
	'other_place',
	'other_user',
	'gone',
	'hardware_changed'
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Waits for a decision, the register was brought in line, or somebody said that it is right as it is. */
export const FINDING_STATES = ['open', 'accepted', 'dismissed'] as const;
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
