import * as v from 'valibot';

/** A text that must be there. `problem` is the message key that says what to write. */
export const needed = (problem: string) => v.pipe(v.string(problem), v.nonEmpty(problem));

/** The same without spaces around it; a text of spaces only is missing. */
export const neededLine = (problem: string, longest = 200) =>
	v.pipe(
		v.string(problem),
		v.trim(),
		v.nonEmpty(problem),
		v.maxLength(longest, 'errors_text_long')
	);
