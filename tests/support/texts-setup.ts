import { ensureTexts } from '#scripts/texts.mjs';

/** Texts are compiled before the first test imports them. */
export default function setup(): void {
	ensureTexts(process.cwd());
}
