import { m } from '#lib/paraglide/messages.js';

type Message = (inputs: Record<string, string>) => string;

/** The text of a message key in the language of the work in progress; an unknown key is shown as it is. */
export function errorText(key: string, details: Record<string, string> = {}): string {
	const message = (m as unknown as Record<string, Message | undefined>)[key];
	return message ? message(details) : key;
}
