import { describe, expect, it } from 'vitest';
import type { Holder, RequestStatus } from './statuses.ts';
import { sinceWhen, whoseHands, type Hands } from './whose-hands.ts';

const now = new Date('2026-11-24T08:00:00Z');
const spaces = (text: string) => text.replaceAll('\u00a0', ' ');

const hands = (status: RequestStatus, holder: Holder, name: string | null = null): Hands => ({
	status,
	holder,
	heldById: name ? 'held' : null,
	heldByName: name,
	heldSince: '2026-11-20T08:00:00Z'
});

function said(
	of: Hands,
	locale: 'et' | 'ru' | 'en',
	reader: { mine?: boolean; personId?: string } = {}
) {
	const { who, rest } = whoseHands(of, { mine: false, personId: 'me', locale, now, ...reader });
	return spaces(`${who} ${rest}.`);
}

describe('whose hands a request is in', () => {
	it.each([
		['et', 'Katrin Saar kooskõlastab alates reedest, 20. novembrist.'],
		['ru', 'Katrin Saar рассматривает с пятницы, 20 ноября.'],
		['en', 'Katrin Saar has had it for approval since Friday, 20 November.']
	] as const)('an approver by name, in %s', (locale, sentence) => {
		expect(said(hands('awaiting_approval', 'approvers', 'Katrin Saar'), locale)).toBe(sentence);
	});

	it('several approvers take the plural', () => {
		const two = hands('awaiting_approval', 'approvers', 'Katrin Saar, Andres Lepp');
		expect(said(two, 'et')).toContain('kooskõlastavad');
	});

	it.each([
		['queued', 'desk', null, 'IT järjekorras alates'],
		['in_progress', 'agent', 'Rasmus Kivi', 'Rasmus Kivi IT-st tegeleb sellega alates'],
		['waiting_vendor', 'vendor', 'Rasmus Kivi', 'Tarnija käes alates'],
		['waiting_requester', 'requester', 'Liis Kask', 'Liis Kask vastab IT küsimusele alates'],
		['returned', 'requester', 'Liis Kask', 'Liis Kask täiendab taotlust alates'],
		['fulfilled', 'requester', 'Liis Kask', 'Liis Kask vaatab tulemust üle alates'],
		['confirmed', 'nobody', null, 'Lõpetatud reedel, 20. novembril.'],
		['rejected', 'nobody', null, 'Tagasi lükatud reedel, 20. novembril.'],
		['cancelled', 'nobody', null, 'Tühistatud reedel, 20. novembril.']
	] as const)('%s, held by %s', (status, holder, name, beginning) => {
		expect(said(hands(status, holder, name), 'et')).toContain(beginning);
	});

	it('says it to the requester and to the person who holds it', () => {
		const fulfilled = hands('fulfilled', 'requester', 'Liis Kask');
		expect(said(fulfilled, 'et', { mine: true })).toBe('Sinu käes alates reedest, 20. novembrist.');
		const taken = hands('in_progress', 'agent', 'Rasmus Kivi');
		expect(said(taken, 'ru', { personId: 'held' })).toBe('У вас с пятницы, 20 ноября.');
	});

	it('a request with the desk is not in the hands of its requester', () => {
		const taken = hands('in_progress', 'agent', 'Rasmus Kivi');
		expect(said(taken, 'et', { mine: true })).toContain('Rasmus Kivi');
	});
});

describe('since when', () => {
	it.each([
		['et', 'täna alates kella 9.12'],
		['ru', 'сегодня с 9.12'],
		['en', 'since 9:12 today']
	] as const)('of today the hour is said, in %s', (locale, sentence) => {
		expect(spaces(sinceWhen('2026-11-24T07:12:00Z', locale, now))).toBe(sentence);
	});
});
