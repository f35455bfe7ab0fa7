/** What a form of a request page got back: problems with what was typed, or what was done. */
export type FormAnswer =
	| {
			message?: string;
			issues?: Record<string, string[]>;
			values?: Record<string, string | string[]>;
			done?: string;
	  }
	| null
	| undefined;
