import type { PreviewView } from './asking-page-view.ts';

const pauseMs = 2500;

/** What the server says to a kept form. */
export type KeptDraft = { savedAt: string; preview: PreviewView };

/**
 * Keeps a form while it is being filled: some seconds after the last change it goes to the server, which says when it
 * was kept and what it would be promised now. A failure is told and tried again with the next change.
 */
export class DraftKeeper {
	savedAt = $state<string | null>(null);
	preview = $state.raw<PreviewView | null>(null);
	failed = $state(false);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: AbortController | undefined;
	#address: string;

	constructor(address: string) {
		this.#address = address;
	}

	/** Called at every change. */
	changed(form: HTMLFormElement): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#keep(form), pauseMs);
	}

	/** Called when the form is sent: what was on its way no longer matters. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#running?.abort();
	}

	async #keep(form: HTMLFormElement): Promise<void> {
		this.#running?.abort();
		const running = (this.#running = new AbortController());
		const body = new FormData();
		for (const [name, value] of new FormData(form)) {
			if (typeof value === 'string') body.append(name, value);
		}
		try {
			const answer = await fetch(this.#address, { method: 'POST', body, signal: running.signal });
			if (!answer.ok) throw new Error(String(answer.status));
			const kept = (await answer.json()) as KeptDraft;
			if (running.signal.aborted) return;
			this.savedAt = kept.savedAt;
			this.preview = kept.preview;
			this.failed = false;
		} catch {
			if (!running.signal.aborted) this.failed = true;
		}
	}
}
