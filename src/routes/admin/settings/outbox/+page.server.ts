import { formatWhen } from '$lib/format/dates.ts';
import { localeNames } from '$lib/i18n/localized.ts';
import { isId } from '$lib/ids.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import {
	listOutbox,
	OUTBOX_STATES,
	outboxShape,
	readLetter,
	type OutboxRow
} from '$lib/server/mail/list-outbox.ts';
import { retryLetters } from '$lib/server/mail/retry-letters.ts';
import { config } from '$lib/server/config.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

const STATE_WORDS: Record<(typeof OUTBOX_STATES)[number], () => string> = {
	waiting: m.admin_letter_waiting,
	sending: m.admin_letter_sending,
	sent: m.admin_letter_sent,
	digest: m.admin_letter_digest,
	gathered: m.admin_letter_gathered,
	kept: m.admin_letter_kept,
	withdrawn: m.notice_desk_letter_withdrawn,
	failed: m.admin_letter_failed
};

export const load: PageServerLoad = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(outboxShape, event.url.searchParams);
	const open = state.open && isId(state.open) ? state.open : undefined;
	const [page, letter] = await Promise.all([
		listOutbox(db, actor, state, clock),
		open ? readLetter(db, actor, open, clock) : undefined
	]);
	const now = clock.now();
	const shown = (row: Omit<OutboxRow, 'cursor'>) => ({
		id: row.id,
		to: row.to,
		subject: row.subject,
		state: row.state,
		stateWord: STATE_WORDS[row.state](),
		error: row.error,
		attempts: row.attempts,
		written: formatWhen(row.createdAt, locale, now, true),
		sent: row.sentAt && formatWhen(row.sentAt, locale, now, true),
		next: row.state === 'waiting' ? formatWhen(row.nextAttemptAt, locale, now, true) : null,
		language: localeNames[row.locale]
	});
	const rows = page.rows.map(shown);
	const view: ListView<(typeof rows)[number]> = {
		shape: outboxShape,
		state,
		columns: [
			{ key: 'written', label: m.admin_letter_written() },
			{ key: 'subject', label: m.admin_letter_subject(), class: 'c-what' },
			{ key: 'state', label: m.admin_letter_state(), class: 'c-state' }
		],
		filters: [
			{
				key: 'state',
				label: m.admin_letter_state(),
				kind: 'choice',
				options: OUTBOX_STATES.map((value) => ({ value, label: STATE_WORDS[value]() }))
			}
		],
		rows,
		...(page.next ? { next: page.next } : {}),
		...(page.previous ? { previous: page.previous } : {})
	};
	return {
		view,
		letter: letter && { ...shown(letter), body: letter.body },
		sends: config().smtpUrl !== undefined
	};
});

export const actions: Actions = {
	retry: action(async (event, form) => {
		const ids = [...form.getAll('ids[]'), ...form.getAll('id')].filter(
			(id): id is string => typeof id === 'string' && isId(id)
		);
		const { db, clock } = event.locals;
		return { retried: await retryLetters(db, signedIn(event), { ids }, clock) };
	})
};
