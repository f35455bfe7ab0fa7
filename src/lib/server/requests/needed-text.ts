import { invalid } from '#lib/errors.ts';

const LONGEST = 4000;

/** A text that somebody must write, trimmed. Throws Invalid at `field` when empty or longer than 4,000 letters. */
export function neededText(
	text: string | undefined,
	field: string,
	missing = 'errors_required'
): string {
	const trimmed = (text ?? '').trim();
	if (trimmed === '') throw invalid({ [field]: [missing] });
	return checkedLength(trimmed, field);
}

/** A text that may be left out, trimmed. Throws Invalid at `field` when longer than 4,000 letters. */
export function optionalText(text: string | undefined, field: string): string {
	return checkedLength((text ?? '').trim(), field);
}

function checkedLength(text: string, field: string): string {
	if (text.length > LONGEST) throw invalid({ [field]: ['errors_text_long'] });
	return text;
}
