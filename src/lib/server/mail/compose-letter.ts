import { localize } from '#lib/i18n/localized.ts';
import {
	ruleOf,
	type NotificationAct,
	type NotificationParams,
	type NotificationKind,
	type NotificationTopic
} from '#lib/notifications/notification-kinds.ts';
import { m } from '#lib/paraglide/messages.js';
import { headerText } from '#lib/server/mail/header-text.ts';
import { letterHtml, letterText, type LetterParts } from '#lib/server/mail/letter-html.ts';
import {
	notificationLine,
	notificationSubject
} from '#lib/server/notifications/notification-texts.ts';
import { writeWords, type WrittenWords } from '#lib/server/notifications/notification-words.ts';
import type { Addressee } from '#lib/server/people/list-addressees.ts';
import type { PublicSettings } from '#lib/server/settings/settings.ts';

type Text = (inputs: Record<string, never>, options: { locale: Addressee['locale'] }) => string;

const ACTS: Record<NotificationAct, Text> = {
	open: m.notifications_act_open,
	decide: m.notifications_act_decide,
	answer: m.notifications_act_answer,
	complete: m.notifications_act_complete,
	confirm: m.notifications_act_confirm,
	password: m.notifications_act_password,
	account: m.notifications_act_account
};

const BECAUSE: Record<NotificationTopic | 'digest', Text> = {
	own_requests: m.notifications_because_own_requests,
	conversation: m.notifications_because_conversation,
	approvals: m.notifications_because_approvals,
	training: m.notifications_because_training,
	notices: m.notice_tell_because,
	equipment: m.notifications_because_equipment,
	desk: m.notifications_because_desk,
	equipment_desk: m.notifications_because_equipment_desk,
	desk_new: m.notifications_because_desk_new,
	account: m.notifications_because_account,
	digest: m.notifications_because_digest
};

/** Where people choose what they get letters about. */
export const SETTINGS_PATH = '/notifications/settings';

/** What every letter is written with. */
export type LetterContext = { origin: string; settings: PublicSettings; now: Date };

/** A letter ready for the outbox. `href` is what its button opens, within the portal. */
export type ComposedLetter = { subject: string; body: string; html: string; href: string };

/** Writes the letter about one event to one person, in their language. Pure. */
export function composeLetter(
	event: { kind: NotificationKind; params: NotificationParams; href: string },
	person: Addressee,
	context: LetterContext
): ComposedLetter {
	const { locale } = person;
	const rule = ruleOf(event.kind);
	const organisation = localize(context.settings.organisationName, locale);
	const words = writeWords(event.params, locale, context.now, organisation);
	const href = `${event.href}${rule.path ?? ''}`;
	const subject = headerText(notificationSubject(event.kind, words, locale));
	return finish(
		{
			...frame(person, context, rule.topic),
			subject,
			lines: [notificationLine(event.kind, words, locale)],
			...(words.note ? { quote: words.note } : {}),
			facts: factsOf(event.kind, words, locale),
			act: {
				label: ACTS[rule.act]({}, { locale }),
				address: words.link || `${context.origin}${href}`
			}
		},
		href
	);
}

/** Writes the summary of the letters that waited for it, in the order in which things happened. Pure. */
export function composeDigest(
	letters: readonly { subject: string; href: string }[],
	person: Addressee,
	context: LetterContext
): ComposedLetter {
	const { locale } = person;
	const subject = m.notifications_digest_subject({ count: letters.length }, { locale });
	const href = '/notifications';
	return finish(
		{
			...frame(person, context, 'digest'),
			subject: headerText(subject),
			lines: [m.notifications_digest_lead({}, { locale })],
			facts: [],
			items: letters.map((letter) => ({
				text: letter.subject,
				address: `${context.origin}${letter.href}`
			})),
			act: { label: m.notifications_digest_act({}, { locale }), address: context.origin + href }
		},
		href
	);
}

function frame(person: Addressee, context: LetterContext, topic: NotificationTopic | 'digest') {
	const { locale, name } = person;
	const { organisationName, itPhone } = context.settings;
	const foot = [localize(organisationName, locale), BECAUSE[topic]({}, { locale })];
	if (itPhone) foot.push(m.notifications_call_it({ phone: itPhone }, { locale }));
	return {
		locale,
		greeting: m.notifications_greeting({ name }, { locale }),
		foot,
		...(topic === 'account'
			? {}
			: {
					settings: {
						label: m.notifications_change_settings({}, { locale }),
						address: `${context.origin}${SETTINGS_PATH}`
					}
				})
	};
}

function factsOf(kind: NotificationKind, words: WrittenWords, locale: Addressee['locale']) {
	const facts: string[] = [];
	const { hands, promised, beneficiary } = words;
	if (beneficiary) facts.push(m.notifications_fact_beneficiary({ beneficiary }, { locale }));
	if (hands) facts.push(m.notifications_fact_hands({ hands }, { locale }));
	if (promised && kind !== 'request.promise_moved') {
		facts.push(m.notifications_fact_promised({ promised }, { locale }));
	}
	return facts;
}

const finish = (parts: LetterParts, href: string): ComposedLetter => ({
	subject: parts.subject,
	body: letterText(parts),
	html: letterHtml(parts),
	href
});
