import { parseListState } from '$lib/lists/list-state.ts';
import { ledgerShape } from '$lib/notices/ledger/ledger-shape.ts';
import { isOver } from '$lib/notices/notice-states.ts';
import { textFor } from '$lib/notices/notice-text.ts';
import { noticeNumberText } from '$lib/notices/notice-words.ts';
import { addressedNotice } from '$lib/notices/parse-number.ts';
import { conflict } from '$lib/errors.ts';
import { can } from '$lib/people/permissions.ts';
import { chooseReader } from '$lib/server/notices/audience/choose-reader.ts';
import { coverageOf } from '$lib/server/notices/audience/coverage-of.ts';
import { listChoices } from '$lib/server/notices/audience/list-choices.ts';
import { listReaders } from '$lib/server/notices/audience/list-readers.ts';
import { getNoticeHead } from '$lib/server/notices/audience/notice-head.ts';
import { previewAudience } from '$lib/server/notices/audience/preview-audience.ts';
import { tellByHand } from '$lib/server/notices/audience/tell-by-hand.ts';
import { tellMissed } from '$lib/server/notices/audience/tell-missed.ts';
import { namesOfReasons } from '$lib/server/notices/telling/reason-names.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';
import { ledgerView, lineMaker } from './ledger-list.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(ledgerShape, event.url.searchParams);
	const head = await getNoticeHead(db, actor, addressedNotice(event.params));
	const isDraft = head.state === 'draft';
	const [coverage, page, units, choices, preview] = await Promise.all([
		coverageOf(db, head.id),
		listReaders(db, actor, head.id, state, clock),
		listUnitOptions(db, locale),
		listChoices(db, actor, head.id),
		isDraft ? previewAudience(db, actor, head.number, clock) : undefined
	]);
	const names = await namesOfReasons(
		db,
		page.rows.flatMap((row) => row.reasons)
	);
	return {
		number: head.number,
		title: `${noticeNumberText(head.number)} ${textFor(head.texts, locale)?.text.title ?? ''}`,
		coverage,
		wouldReach: preview?.count,
		choices,
		view: ledgerView(state, page, units, lineMaker(names, locale, clock.now())),
		mayEdit: can(actor, 'notices.edit'),
		mayChoose: can(actor, 'notices.edit') && !isOver(head.state)
	};
});

const textOf = (form: FormData, name: string) => {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
};

const CHOICES = { include: 'include', exclude: 'exclude', registers: 'registers' } as const;
const choiceOf = (text: string) =>
	text === 'exclude' || text === 'registers' ? CHOICES[text] : CHOICES.include;

export const actions: Actions = {
	hand: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const { ids } = formValues(form);
		if (!Array.isArray(ids) || ids.length === 0) throw conflict('notice_audience_nobody_ticked');
		const input = { number: addressedNotice(event.params), personIds: ids };
		return { done: 'hand' as const, ...(await tellByHand(db, signedIn(event), input, clock)) };
	}),
	missed: action(async (event: RequestEvent) => {
		const { db, clock } = event.locals;
		const input = { number: addressedNotice(event.params) };
		return { done: 'missed' as const, ...(await tellMissed(db, signedIn(event), input, clock)) };
	}),
	choose: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId']);
		if (untold.personId) return failForm(untold, formValues(form));
		const choice = choiceOf(textOf(form, 'choice'));
		const personId = textOf(form, 'personId');
		const reason = textOf(form, 'reason');
		const input = { number: addressedNotice(event.params), personId, choice, reason };
		await chooseReader(db, actor, input, clock);
		return { done: 'choose' as const, told: 0 };
	})
};
