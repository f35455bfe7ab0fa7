import { createHash, randomBytes } from 'node:crypto';

/** A fresh secret of 256 bits for a cookie or a one-time link, safe in addresses. */
export function newToken(): string {
	return randomBytes(32).toString('base64url');
}

/** SHA-256 in hex: the only form in which a token or a recovery code reaches the database. */
export function hashToken(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}
