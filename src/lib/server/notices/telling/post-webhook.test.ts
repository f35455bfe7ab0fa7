import { describe, expect, test } from 'vitest';
import { isInside, isWebhookAddress } from './post-webhook.ts';
import { webhookHeaders } from './webhook-signature.ts';

describe('an address that leads into the own network', () => {
	test.each([
		'127.0.0.1',
		'10.1.2.3',
		'172.31.0.1',
		'192.168.1.1',
		'169.254.169.254',
		'100.64.0.1',
		'0.0.0.0',
		'255.255.255.255',
		'::1',
		'::',
		'fe80::1',
		'fd00::1',
		'::ffff:10.0.0.1',
		'2002:7f00:1::'
	])('is %s', (address) => expect(isInside(address)).toBe(true));

	test.each(['1.1.1.1', '193.40.0.1', '2a00:1450:4001::1'])('is not %s', (address) =>
		expect(isInside(address)).toBe(false)
	);
});

test.each([
	['https://chat.linn.example/hook', true],
	['http://chat.linn.example/hook', false],
	['https://127.0.0.1/', false],
	['https://[::1]/', false],
	['https://[::ffff:127.0.0.1]/', false],
	['https://2130706433/', false],
	['https://localhost/', false],
	['https://user:word@chat.linn.example/', false],
	['file:///etc/passwd', false],
	['nothing', false]
])('a webhook to %s is allowed: %s', (url, allowed) =>
	expect(isWebhookAddress(url, false)).toBe(allowed)
);

test('a message is signed as Standard Webhooks does in its example', () => {
	const message = {
		id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
		body: '{"test": 2432232314}',
		at: new Date(1614265330_000)
	};
	expect(webhookHeaders(message, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toEqual({
		'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
		'webhook-timestamp': '1614265330',
		'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
	});
});
