import { qrCode } from '#lib/server/files/qr-code.ts';

/** A text as a QR code, as a drawing for a paper. */
export function encodeSvg(text: string): string {
	const { size, path } = qrCode(text);
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
}
