import type { PromiseStanding } from './promise-standing.ts';
import type { RequestTurn } from './request-turn.ts';
import type { Hands } from './whose-hands.ts';

/** One request as every employee list shows it. */
export type RequestRowView = Hands &
	RequestTurn & {
		id: string;
		number: number;
		title: string;
		heldSince: Date;
		promisedAt: Date;
		standing: PromiseStanding;
		/** For whom it is, when that is not the reader; null otherwise. */
		forName: string | null;
		/** Who asked, when that is neither the reader nor the one who gets it; null otherwise. */
		byName: string | null;
	};
