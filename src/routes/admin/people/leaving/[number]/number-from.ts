import { notFound } from '$lib/errors.ts';

/** The number in the address of a leaver's page. Throws NotFound for anything else. */
export function numberFrom(text: string): number {
	if (!/^[1-9]\d{0,8}$/.test(text)) throw notFound();
	return Number(text);
}
