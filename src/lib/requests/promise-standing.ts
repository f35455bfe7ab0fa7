import { m } from '#lib/paraglide/messages.js';

/** How a promise stands, in whole working days: counted on the server, which knows the holidays. */
export type PromiseStanding =
	| { kind: 'left' | 'late' | 'early' | 'done_late'; days: number }
	| { kind: 'today' | 'on_time' | 'paused' | 'over' };

/** The words under a promised day: "4 tööpäeva pärast", "valmis päev varem". Empty for what has ended. */
export function standingWords(standing: PromiseStanding): string {
	switch (standing.kind) {
		case 'left':
			return m.requests_promise_left({ days: standing.days });
		case 'late':
			return m.requests_promise_late({ days: standing.days });
		case 'early':
			return m.requests_promise_early({ days: standing.days });
		case 'done_late':
			return m.requests_promise_done_late({ days: standing.days });
		case 'today':
			return m.requests_promise_today();
		case 'on_time':
			return m.requests_promise_on_time();
		case 'paused':
			return m.requests_promise_paused();
		case 'over':
			return '';
	}
}
