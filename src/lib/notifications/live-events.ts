/** What an open page hears. Ids and figures only: what is to be shown is loaded, with the usual rights. */
export type LiveEvent =
	| { kind: 'bell'; unread: number }
	| { kind: 'request'; id: string; number: number; revision: number };

/** A change of a request, as the page's own event `abilaud:request` bears it. */
export type RequestEventDetail = { id: string; number: number; revision: number };
