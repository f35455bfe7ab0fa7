import { matchesWords } from './fold-text.ts';

/** One thing that can be chosen; `detail` tells two of the same name apart. */
export type Choice = { value: string; label: string; detail?: string };

/** Finds choices for what was typed; aborted when the next letter comes. */
export type ChoiceSource = (query: string, signal: AbortSignal) => Promise<Choice[]>;

const mostShown = 50;
const pauseMs = 150;

/**
 * What a combobox knows: the choices for the typed text, which of them is under the arrow keys, and whether the
 * list is open. Knows no element, so the component stays a drawing of it.
 */
export class ComboboxState {
	open = $state(false);
	busy = $state(false);
	found = $state.raw<Choice[]>([]);
	active = $state(-1);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: AbortController | undefined;
	#options: () => Choice[];
	#source: () => ChoiceSource | undefined;

	constructor(options: () => Choice[], source: () => ChoiceSource | undefined) {
		this.#options = options;
		this.#source = source;
	}

	/** Looks for `query`: in the given options at once, in a source after a short pause. */
	look(query: string): void {
		clearTimeout(this.#timer);
		this.#running?.abort();
		this.open = true;
		const source = this.#source();
		if (!source) {
			const hits = this.#options().filter((each) =>
				matchesWords(`${each.label} ${each.detail ?? ''}`, query)
			);
			this.#show(hits);
			return;
		}
		this.busy = true;
		this.#timer = setTimeout(() => void this.#ask(source, query), pauseMs);
	}

	/** Moves by arrow keys, round at both ends. */
	move(step: number): void {
		const count = this.found.length;
		if (count)
			this.active = (this.active + step + count + (this.active < 0 && step < 0 ? 1 : 0)) % count;
	}

	/** The choice under the arrow keys. */
	get chosen(): Choice | undefined {
		return this.found[this.active];
	}

	/** Shuts the list and forgets what was still being looked for. */
	close(): void {
		clearTimeout(this.#timer);
		this.#running?.abort();
		this.open = false;
		this.busy = false;
		this.active = -1;
	}

	async #ask(source: ChoiceSource, query: string): Promise<void> {
		const running = (this.#running = new AbortController());
		try {
			const hits = await source(query, running.signal);
			if (!running.signal.aborted) this.#show(hits);
		} catch {
			if (!running.signal.aborted) this.#show([]);
		}
	}

	#show(hits: Choice[]): void {
		this.found = hits.slice(0, mostShown);
		this.active = -1;
		this.busy = false;
	}
}
