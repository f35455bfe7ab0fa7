/** Promises compiled texts that fit messages/. */
export function ensureTexts(root: string): void;
