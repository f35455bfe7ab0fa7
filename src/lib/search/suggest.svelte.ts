import type { Found } from './found.ts';

const pauseMs = 180;
const shortestQuery = 2;

/** Asks `/api/search`. Gives an empty list when nobody answers: suggestions are a help, never the only way. */
export async function askSearch(
	query: string,
	signal: AbortSignal,
	desk = false
): Promise<Found[]> {
	const address = `/api/search?q=${encodeURIComponent(query)}${desk ? '&desk=1' : ''}`;
	const response = await fetch(address, { signal, headers: { accept: 'application/json' } });
	if (!response.ok) return [];
	return ((await response.json()) as { found: Found[] }).found;
}

/** Suggestions for what is being typed: asked after a pause, only the latest answer counts. */
export class Suggestions {
	found = $state.raw<Found[]>([]);
	/** The query that `found` answers; empty while nothing has been asked. */
	answered = $state('');
	active = $state(-1);
	open = $state(false);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: AbortController | undefined;
	#desk: boolean;

	constructor(desk = false) {
		this.#desk = desk;
	}

	/** Called at every letter. */
	typed(text: string): void {
		const query = text.trim();
		clearTimeout(this.#timer);
		this.#running?.abort();
		if (query.length < shortestQuery) return this.close();
		this.#timer = setTimeout(() => void this.#ask(query), pauseMs);
	}

	/** Moves by arrow keys: through the suggestions and back into the field (-1). */
	move(step: number, count = this.found.length): void {
		if (count) this.active = ((this.active + 1 + step + count + 1) % (count + 1)) - 1;
	}

	/** Shuts the list and forgets what was being asked. */
	close(): void {
		clearTimeout(this.#timer);
		this.#running?.abort();
		this.open = false;
		this.active = -1;
		this.answered = '';
		this.found = [];
	}

	async #ask(query: string): Promise<void> {
		const running = (this.#running = new AbortController());
		try {
			const found = await askSearch(query, running.signal, this.#desk);
			if (running.signal.aborted) return;
			this.found = found;
			this.answered = query;
			this.active = -1;
			this.open = true;
		} catch {
			if (!running.signal.aborted) this.close();
		}
	}
}
