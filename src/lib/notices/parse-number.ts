import { notFound } from '#lib/errors.ts';

/** The number in an address, or what somebody typed (`118`, `T-118`); undefined when it is none. */
export function parseNoticeNumber(text: string): number | undefined {
	const digits = /^\s*(?:t-?)?(\d{1,9})\s*$/i.exec(text)?.[1];
	return digits === undefined ? undefined : Number(digits);
}

/** The number in the address of a notice's page. Throws NotFound when it can be none. */
export function addressedNotice({ number }: { number: string }): number {
	const found = parseNoticeNumber(number);
	if (found === undefined) throw notFound();
	return found;
}
