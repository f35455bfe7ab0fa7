const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** What a reading of a label means: the item itself, by the address in its QR code, or a number that it bears. */
export type LabelCode = { itemId: string } | { number: string };

/** Reads what a camera, a scanner or a person gave. Blanks around it, and the case of letters, mean nothing. */
export function readLabelCode(code: string): LabelCode {
	const text = code.trim();
	if (/^https?:\/\//i.test(text)) {
		const id = UUID.exec(text)?.[0];
		if (id) return { itemId: id.toLowerCase() };
		return { number: decodeLast(text).trim().toUpperCase() };
	}
	if (UUID.test(text) && text.length === 36) return { itemId: text.toLowerCase() };
	return { number: text.toUpperCase() };
}

/** Two readings of one label compare as equal. */
export const sameLabel = (code: string): string => {
	const read = readLabelCode(code);
	return 'itemId' in read ? read.itemId : read.number;
};

function decodeLast(address: string): string {
	const last = address.split(/[?#]/)[0]?.split('/').findLast(Boolean) ?? address;
	try {
		return decodeURIComponent(last);
	} catch {
		return last;
	}
}
