import { createHmac } from 'node:crypto';

/**
 * The headers of a message as Standard Webhooks asks: the receiver computes the signature from id, time and body with
 * the key it was given, and refuses what is old or was heard before. Pure.
 */
export function webhookHeaders(
	message: { id: string; body: string; at: Date },
	secret: string
): Record<string, string> {
	const timestamp = String(Math.floor(message.at.getTime() / 1000));
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	const signed = `${message.id}.${timestamp}.${message.body}`;
	return {
		'webhook-id': message.id,
		'webhook-timestamp': timestamp,
		'webhook-signature': `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
	};
}
