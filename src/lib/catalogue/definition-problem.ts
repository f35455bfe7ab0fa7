/** A problem in a definition: where (as a path into it), what, and the words to say it with. */
export type DefinitionProblem = {
	path: (string | number)[];
	code:
		| 'missing'
		| 'unknown_key'
		| 'not_allowed'
		| 'shape'
		| 'key_twice'
		| 'unknown_field'
		| 'later_field'
		| 'unknown_value'
		| 'wrong_field_kind'
		| 'bad_pattern'
		| 'bad_condition'
		| 'min_over_max'
		| 'unknown_task'
		| 'task_circle'
		| 'value_twice'
		| 'field_or_fixed';
	params: Record<string, string>;
};
