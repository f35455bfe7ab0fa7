import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Locale } from '#lib/i18n/localized.ts';

declare global {
	namespace App {
		interface Locals {
			actor: Actor | null;
			db: Db;
			locale: Locale;
			/** While the page was being made; then it is answered as one that cannot be made now. */
			databaseWentAway?: boolean;
			requestId: string;
			clock: Clock;
			/** Signed in by password, but the second factor is still owed. */
			secondFactorPending: boolean;
			/** Signed in on a computer that others use, too: nothing is left on it. */
			sharedComputer: boolean;
			/** Unread lines under the bell when this request came in. */
			unread: number;
		}
		interface Error {
			message: string;
			requestId?: string;
		}
	}
}

export {};
