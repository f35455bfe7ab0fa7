/** Entries of a notice's timeline: what happened, and whether those affected are told of it by message. */
export const UPDATE_KINDS = {
	announced: { readers: true, told: true },
	reminded: { readers: true, told: true },
	started: { readers: true, told: true },
	/** News that somebody wrote. */
	news: { readers: true, told: true },
	rescheduled: { readers: true, told: true },
	extended: { readers: true, told: true },
	/** The planned end has passed and nobody has said that it works. */
	end_passed: { readers: true, told: false },
	/** Readers are told that it runs over. */
	overrun: { readers: true, told: true },
	partly: { readers: true, told: true },
	restored: { readers: true, told: true },
	rolled_back: { readers: true, told: true },
	reopened: { readers: true, told: true },
	cancelled: { readers: true, told: true },
	/** The report after an outage was published. */
	report: { readers: true, told: true },
	closed: { readers: false, told: false },
	nudged: { readers: false, told: false },
	escalated: { readers: false, told: false },
	/** People who came into the audience later were added and told. */
	joined: { readers: false, told: false },
	text_changed: { readers: true, told: false },
	affected_changed: { readers: false, told: false },
	/** Three people were asked whether it works for them; one answered. */
	asked: { readers: false, told: false },
	answered: { readers: false, told: false },
	check_done: { readers: false, told: false }
} as const satisfies Record<string, { readers: boolean; told: boolean }>;
export type UpdateKind = keyof typeof UPDATE_KINDS;

/** Entries that people get a message about. */
export type ToldKind = {
	[K in UpdateKind]: (typeof UPDATE_KINDS)[K]['told'] extends true ? K : never;
}[UpdateKind];

/** Is this an entry that people get a message about? */
export const isTold = (kind: UpdateKind): kind is ToldKind => UPDATE_KINDS[kind].told;

/** After these it is over for a reader: whoever was told before is told one of them. */
export const ENDINGS = [
	'restored',
	'rolled_back',
	'cancelled'
] as const satisfies readonly ToldKind[];

/** Sent at once whatever a reader chose: things are happening now. */
export const URGENT_KINDS: readonly UpdateKind[] = [
	'started',
	'overrun',
	'partly',
	'restored',
	'rolled_back',
	'reopened'
];
