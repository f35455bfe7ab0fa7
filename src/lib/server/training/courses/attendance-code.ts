import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { CODE_SECONDS } from '#lib/training/course-session.ts';

/** A new secret for a session's attendance codes. */
export const newCodeSecret = () => randomBytes(24).toString('base64url');

/** The code on the screen at this moment: ten letters made from the secret and the half minute (as in RFC 6238). */
export function attendanceCode(secret: string, at: Date): string {
	return codeOf(secret, stepOf(at));
}

/** Is it the code of now, or of the step before: a phone takes some seconds to open a page. */
export function isAttendanceCode(secret: string, given: string, at: Date): boolean {
	const step = stepOf(at);
	return [step, step - 1].some((one) => same(codeOf(secret, one), given));
}

/** Seconds until the code on the screen changes. */
export const secondsLeft = (at: Date) =>
	CODE_SECONDS - (Math.floor(at.getTime() / 1000) % CODE_SECONDS);

const stepOf = (at: Date) => Math.floor(at.getTime() / 1000 / CODE_SECONDS);

const codeOf = (secret: string, step: number) =>
	createHmac('sha256', secret).update(String(step)).digest('hex').slice(0, 10);

function same(expected: string, given: string): boolean {
	const [a, b] = [Buffer.from(expected), Buffer.from(given.toLowerCase())];
	return a.length === b.length && timingSafeEqual(a, b);
}
