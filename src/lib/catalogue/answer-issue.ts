/** What is wrong with one answer, and the numbers or words to say it with. `path` is the control's name. */
export type AnswerIssue = {
	path: string;
	code:
		| 'required'
		| 'too_short'
		| 'too_long'
		| 'pattern'
		| 'bad_email'
		| 'bad_phone'
		| 'bad_number'
		| 'not_whole'
		| 'too_small'
		| 'too_large'
		| 'bad_date'
		| 'date_early'
		| 'date_past'
		| 'date_late'
		| 'bad_choice'
		| 'too_few'
		| 'too_many'
		| 'must_agree'
		| 'not_found'
		| 'too_few_rows'
		| 'too_many_rows';
	params: Record<string, string>;
};

/** A record an answer names; whoever keeps it says whether it exists and may be chosen. */
export type AnswerReference = {
	path: string;
	kind:
		'person' | 'unit' | 'place' | 'item' | 'product' | 'seat' | 'right' | 'system_role' | 'file';
	id: string;
	/** The role, when `kind` is `system_role` and `id` the system. */
	role?: string;
};
