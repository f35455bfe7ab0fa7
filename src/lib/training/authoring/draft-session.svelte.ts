import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/localized.ts';
import type { ModuleMedia } from '../module-text.ts';
import type { DraftReading, LiveAnswer } from './draft-view.ts';

type Files = Partial<Record<Locale, string>>;
type Start = {
	key: string;
	id: string;
	revision: number;
	files: Files;
	media: ModuleMedia[];
	savedAt: Date | string;
	/** Who saved it last. */
	savedBy: string;
	reading: DraftReading;
};

/** How long somebody rests before what they wrote is kept and shown. */
const REST_MS = 700;

/**
 * A module being written in the browser: keeps what is typed on the server soon after, one request at a time, and holds
 * what the server says of it. Without a connection everything stays here and is tried again.
 */
export class DraftSession {
	files = $state<Record<Locale, string>>({ et: '', ru: '', en: '' });
	reading = $state.raw<DraftReading>({
		preview: {},
		problems: [],
		marks: { et: 'missing', ru: 'missing', en: 'missing' }
	});
	media = $state.raw<ModuleMedia[]>([]);
	revision = $state(0);
	savedAt = $state<Date | string>('');
	status = $state<'saved' | 'waiting' | 'saving' | 'offline'>('saved');
	conflict = $state.raw<LiveAnswer['conflict']>();
	/** Why a picture was not taken. */
	refusal = $state('');

	#key: string;
	#id: string;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#work: Promise<void> = Promise.resolve();
	#sent = '';

	constructor(start: Start) {
		this.#key = start.key;
		this.#id = start.id;
		this.take(start);
	}

	/**
	 * What the server has now, after a form was sent or the page was opened anew. What is not kept yet stays; where
	 * somebody else wrote meanwhile, the person is asked.
	 */
	take({ id, revision, files, media, savedAt, savedBy, reading }: Start): void {
		const theirs = { et: files.et ?? '', ru: files.ru ?? '', en: files.en ?? '' };
		const [there, mine, sent] = [JSON.stringify(theirs), JSON.stringify(this.files), this.#sent];
		const isUnsaved = sent !== '' && mine !== sent && mine !== there;
		this.#id = id;
		this.revision = revision;
		this.media = media;
		this.savedAt = savedAt;
		this.#sent = there;
		if (!isUnsaved) {
			this.files = theirs;
			this.reading = reading;
		} else if (there === sent) this.touched();
		else this.conflict = { message: m.authoring_changed_by({ who: savedBy }), files: theirs };
	}

	/** Something was typed. */
	touched(): void {
		if (this.conflict) return;
		this.status = 'waiting';
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.save(), REST_MS);
	}

	/** Keeps what is written now, after whatever is under way. */
	save(): Promise<void> {
		clearTimeout(this.#timer);
		this.#work = this.#work.then(() => this.#send());
		return this.#work;
	}

	/** One's own text stays, over what the colleague wrote. */
	keepMine(): void {
		this.conflict = undefined;
		this.#sent = '';
		void this.save();
	}

	/** The colleague's text instead of one's own. */
	takeTheirs(): void {
		const files = this.conflict?.files ?? {};
		this.files = { et: files.et ?? '', ru: files.ru ?? '', en: files.en ?? '' };
		this.keepMine();
	}

	/** Puts a picture into the draft. Its name, or undefined when it was refused. */
	async addPicture(file: File): Promise<string | undefined> {
		await this.save();
		this.refusal = '';
		const form = new FormData();
		form.set('draftId', this.#id);
		form.set('revision', String(this.revision));
		form.set('media', file);
		const answer = await this.#ask('media', { method: 'POST', body: form });
		const said = (await answer?.json().catch(() => null)) as {
			name?: string;
			message?: string;
			revision?: number;
			media?: ModuleMedia[];
		} | null;
		if (!said?.name || said.revision === undefined || !said.media) {
			this.refusal = said?.message ?? '';
			return undefined;
		}
		this.revision = said.revision;
		this.media = said.media;
		return said.name;
	}

	async #send(): Promise<void> {
		const written = JSON.stringify(this.files);
		if (this.conflict || written === this.#sent) {
			if (!this.conflict) this.status = 'saved';
			return;
		}
		this.status = 'saving';
		const answer = await this.#ask('live', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ draftId: this.#id, revision: this.revision, files: this.files })
		});
		const said = answer?.ok ? ((await answer.json()) as LiveAnswer) : undefined;
		if (!said) {
			this.status = 'offline';
			return;
		}
		const { revision, savedAt, conflict, ...reading } = said;
		this.reading = reading;
		this.revision = revision;
		this.savedAt = savedAt;
		this.conflict = conflict;
		if (conflict) return;
		this.#sent = written;
		this.status = JSON.stringify(this.files) === written ? 'saved' : 'waiting';
	}

	async #ask(what: string, init: RequestInit): Promise<Response | undefined> {
		try {
			return await fetch(`/admin/training/${encodeURIComponent(this.#key)}/edit/${what}`, init);
		} catch {
			return undefined;
		}
	}
}
