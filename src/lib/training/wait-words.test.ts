import { expect, it } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { waitParts } from './wait-words.ts';

const now = new Date('2026-11-24T10:00:00Z');
const wait = (minutes: number, locale: 'et' | 'ru') =>
	m.training_quiz_wait(waitParts(new Date(now.getTime() + minutes * 60_000), now, locale), {
		locale
	});

it('a wait is said in hours and minutes, and until when', () => {
	expect(wait(200, 'et')).toMatch(/^Uuesti saad proovida 3 t 20 min pärast, .*15[.:]20\.$/);
	expect(wait(60, 'ru')).toMatch(/^Попробовать снова можно через 1 ч 0 мин: .*13[.:]00\.$/);
	expect(wait(0.4, 'et')).toContain(' 1 min pärast');
	expect(wait(1440, 'et')).toContain('24 t 0 min');
});
