import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Abilaud';
const PERIOD_SECONDS = 30;

/** A new secret with the address that an authenticator app reads from the QR code. */
export type TotpProposal = { secret: string; uri: string };

/** A proposal for a second factor. Nothing is stored until a code made with it comes back. */
export function proposeTotp(email: string, secret = new Secret({ size: 20 }).base32): TotpProposal {
	return { secret, uri: totp(secret, email).toString() };
}

/** Is this text a secret of ours: 160 bits in base32? */
export function isTotpSecret(text: string): boolean {
	return /^[A-Z2-7]{32}$/.test(text);
}

/**
 * The time step (RFC 6238) that a code belongs to, one step of clock difference allowed each way; null for a
 * wrong code. Whoever accepts the code must see to it that its step is later than the one used last.
 */
export function totpStep(secret: string, code: string, now: Date): number | null {
	const token = code.replace(/\s/g, '');
	if (!/^\d{6}$/.test(token)) return null;
	const timestamp = now.getTime();
	const delta = totp(secret).validate({ token, timestamp, window: 1 });
	return delta === null ? null : TOTP.counter({ period: PERIOD_SECONDS, timestamp }) + delta;
}

function totp(secret: string, label = '') {
	return new TOTP({
		issuer: ISSUER,
		label,
		algorithm: 'SHA1',
		digits: 6,
		period: PERIOD_SECONDS,
		secret: Secret.fromBase32(secret)
	});
}
