/** What a certificate is called by. */
export type NumberedProof = { number: number; id: string };

const CHECK_LENGTH = 6;

/**
 * `KT-000123-9f3ab2`, as printed. Numbers have no gaps and could be counted through; the last part is from the
 * random end of the completion's id, so that only who has seen a certificate can look it up.
 */
export const certificateNumber = ({ number, id }: NumberedProof) =>
	`KT-${String(number).padStart(6, '0')}-${checkOf(id)}`;

/** The random end of the id that belongs to the number. */
export const checkOf = (id: string) => id.slice(-CHECK_LENGTH);

/** Reads a number as people type it: KT-000123-9F3AB2, kt 123 9f3ab2. Undefined for anything else. */
export function parseCertificateNumber(
	text: string
): { number: number; check: string } | undefined {
	const found = /^(?:kt)?[\s-]*(\d{1,12})[\s-]+([0-9a-f]{6})$/i.exec(text.trim());
	const number = Number(found?.[1] ?? 0);
	return number === 0 ? undefined : { number, check: (found?.[2] ?? '').toLowerCase() };
}
