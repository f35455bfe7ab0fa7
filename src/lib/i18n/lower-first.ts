/** A text as it goes on in the middle of a sentence: "Ekraan" is "ekraan", while "VPN" and "SharePoint" stay. */
export function lowerFirst(text: string): string {
	const [word = ''] = text.split(/[\s,]/, 1);
	return /^\p{Lu}\P{Lu}*$/u.test(word) ? word.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** A text as it begins a sentence. */
export function upperFirst(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
