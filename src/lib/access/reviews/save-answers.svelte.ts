import { answerField, commentField } from './read-answers.ts';
import type { ReviewAnswer } from '#lib/access/change-kinds.ts';

/** Somebody else's answer that stands in place of the one that was sent. */
export type Meanwhile = { lineId: string; answer: ReviewAnswer; comment: string; by: string };

type Saved = { meanwhile: Meanwhile[]; at: string };

/** After so many milliseconds without another answer what was given is sent. */
const REST = 400;

/**
 * Sends answers as they are given, one sending at a time: what is given meanwhile goes with the next. What could not be
 * sent is kept and goes along the next time; the form itself still has it.
 */
export class AnswerSaver {
	state = $state<'rest' | 'saving' | 'saved' | 'failed'>('rest');
	savedAt = $state<string>();
	/** Lines on which another's answer stands, by line. */
	meanwhile = $state<Record<string, Meanwhile>>({});

	#form: () => HTMLFormElement | undefined;
	#address: string;
	#seenAt: () => string;
	/** Lines whose other answer was shown since: they may be answered over it. */
	#seen: Record<string, string> = {};
	#waiting: string[] = [];
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sending = false;

	constructor(address: string, form: () => HTMLFormElement | undefined, seenAt: () => string) {
		this.#address = address;
		this.#form = form;
		this.#seenAt = seenAt;
	}

	/** A line has been answered. */
	note(lineId: string): void {
		if (!this.#waiting.includes(lineId)) this.#waiting.push(lineId);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.send(), REST);
	}

	/** Sends now what waits: also when the page is left. */
	async send(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.#sending || this.#waiting.length === 0) return;
		const lines = this.#waiting;
		this.#waiting = [];
		this.#sending = true;
		this.state = 'saving';
		try {
			// One moment holds for all that is sent together: lines seen at another go by themselves.
			const seenAt = (id: string) => this.#seen[id] ?? this.#seenAt();
			const moments = lines.map(seenAt);
			for (const moment of moments.filter((one, n) => moments.indexOf(one) === n))
				await this.#sendThese(
					moment,
					lines.filter((_, n) => moments[n] === moment)
				);
			this.state = 'saved';
		} catch {
			this.#waiting = [...lines, ...this.#waiting.filter((id) => !lines.includes(id))];
			this.state = 'failed';
		}
		this.#sending = false;
		if (this.state === 'saved' && this.#waiting.length > 0) await this.send();
	}

	async #sendThese(seenAt: string, lineIds: readonly string[]): Promise<void> {
		const body = new FormData();
		body.set('seenAt', seenAt);
		const given = new FormData(this.#form());
		for (const id of lineIds) {
			for (const name of [answerField(id), commentField(id)]) {
				const value = given.get(name);
				if (value !== null) body.set(name, value);
			}
		}
		const response = await fetch(this.#address, { method: 'POST', body, keepalive: true });
		if (!response.ok) throw new Error(String(response.status));
		const saved = (await response.json()) as Saved;
		this.savedAt = saved.at;
		for (const one of saved.meanwhile) {
			this.meanwhile[one.lineId] = one;
			this.#seen[one.lineId] = saved.at;
			this.#show(one);
		}
	}

	#show({ lineId, answer, comment }: Meanwhile): void {
		const fields = this.#form()?.elements;
		const radios = fields?.namedItem(answerField(lineId));
		if (radios instanceof RadioNodeList) radios.value = answer;
		const field = fields?.namedItem(commentField(lineId));
		if (field instanceof HTMLInputElement) field.value = comment;
	}
}
