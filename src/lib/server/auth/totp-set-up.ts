import type { TotpSetUp } from '#lib/auth/totp-set-up.ts';
import { qrCode } from '#lib/server/files/qr-code.ts';
import { isTotpSecret, proposeTotp } from './totp.ts';

/** A proposal ready to be shown; one that was shown before is shown again while its form is corrected. */
export function totpSetUp(email: string, shownBefore?: unknown): TotpSetUp {
	const secret =
		typeof shownBefore === 'string' && isTotpSecret(shownBefore) ? shownBefore : undefined;
	const proposal = proposeTotp(email, secret);
	return { ...proposal, qr: qrCode(proposal.uri) };
}
