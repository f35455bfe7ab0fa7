import { SvelteMap } from 'svelte/reactivity';
import { isElsewhere, isSameRoom } from '../compare.ts';
import type { CountThing } from '../count-thing.ts';
import type { ScanOutcome } from '../stock-take.ts';
import { labelIndex, type LabelIndex } from './label-index.ts';
import { keepScan, newScanId, nowText, waitingScans, type WaitingScan } from './scan-store.ts';
import { sendScans, type Sending } from './send-scans.ts';

/** A scan as it is shown after it was made. */
export type ShownScan = {
	id: string;
	code: string;
	outcome: ScanOutcome;
	thing: { number: string; title: string } | null;
	/** Where the register has it, when it was seen elsewhere. */
	belongs: { placeId: string | null; room: string; holder: string | null } | null;
	waits: boolean;
};

export type Sight = { placeId: string | null; room: string };

const SHOWN = 12;

/**
 * Counting on one phone: answers each scan at once from what the phone knows, keeps it until the portal has it, and takes
 * over what the portal says.
 */
export class Counting {
	waiting = $state<WaitingScan[]>([]);
	shown = $state<ShownScan[]>([]);
	waits = $state<Sending['waits']>();
	refused = $state<{ count: number; why: string }>();
	/** What this phone has seen, before the page is read anew. */
	readonly seen = new SvelteMap<string, Sight>();
	readonly #takeId: string;
	readonly #personId: string;
	readonly #things: () => readonly CountThing[];
	#sending = false;
	#index: { things: readonly CountThing[]; find: LabelIndex } | undefined;

	constructor(takeId: string, personId: string, things: () => readonly CountThing[]) {
		this.#takeId = takeId;
		this.#personId = personId;
		this.#things = things;
	}

	/** Takes up what waits from before, and sends it. */
	async begin(): Promise<void> {
		await this.#readWaiting();
		for (const { code, placeId, room } of this.waiting) {
			const thing = this.find(code);
			if (thing) this.seen.set(thing.id, { placeId, room });
		}
		await this.send();
	}

	/** One reading of a label. Resolves when it is safe on this phone; sending goes on by itself. */
	async scan(
		code: string,
		sight: Sight,
		more: { note?: string; photo?: Blob }
	): Promise<ShownScan> {
		const thing = this.find(code);
		const outcome = this.#answer(thing, sight);
		const scan: WaitingScan = {
			...{ id: newScanId(), personId: this.#personId, takeId: this.#takeId, code: code.trim() },
			...{ ...sight, note: more.note ?? '', scannedAt: nowText() },
			...(more.photo ? { photo: more.photo } : {})
		};
		await keepScan(scan);
		if (thing) this.seen.set(thing.id, sight);
		this.waiting = [...this.waiting, scan];
		const shown: ShownScan = {
			...{ id: scan.id, code: scan.code, outcome, waits: true },
			thing: thing ? { number: thing.number, title: thing.title } : null,
			belongs: outcome === 'elsewhere' && thing ? thing : null
		};
		this.shown = [shown, ...this.shown].slice(0, SHOWN);
		void this.send();
		return shown;
	}

	/** Sends what waits; what cannot be sent now stays. */
	async send(): Promise<void> {
		if (this.#sending || this.waiting.length === 0) return;
		this.#sending = true;
		const before = this.waiting;
		try {
			const sending = await sendScans(this.#takeId, this.#personId, $state.snapshot(before));
			this.waits = sending.waits;
			this.shown = this.shown.map((one) => {
				const answer = sending.answers.find(({ id }) => id === one.id);
				if (!answer) return one;
				const { outcome, thing } = answer;
				return { ...one, outcome, thing: thing ?? one.thing, waits: false };
			});
			await this.#readWaiting();
			if (sending.refused !== undefined) {
				this.refused = { count: before.length - this.waiting.length, why: sending.refused };
			}
		} finally {
			this.#sending = false;
		}
		const isMore = this.waiting.some(({ id }) => !before.some((one) => one.id === id));
		if (isMore && !this.waits) await this.send();
	}

	/** The thing that a label means, as far as this phone knows. */
	find(code: string): CountThing | undefined {
		const things = this.#things();
		if (this.#index?.things !== things) this.#index = { things, find: labelIndex(things) };
		return this.#index.find(code);
	}

	/** Not seen yet, by anybody. */
	isExpected(thing: CountThing): boolean {
		const isOpen = thing.result === 'expected' || thing.result === 'missing';
		return isOpen && !this.seen.has(thing.id);
	}

	#answer(thing: CountThing | undefined, sight: Sight): ScanOutcome {
		if (!thing) return 'unknown';
		const before =
			this.seen.get(thing.id) ??
			(this.isExpected(thing) ? undefined : { placeId: thing.seenPlaceId, room: thing.seenRoom });
		if (before && before.placeId === sight.placeId && isSameRoom(before.room, sight.room)) {
			return 'twice';
		}
		return isElsewhere(thing, sight) ? 'elsewhere' : 'found';
	}

	async #readWaiting(): Promise<void> {
		this.waiting = await waitingScans(this.#personId, this.#takeId);
	}
}
