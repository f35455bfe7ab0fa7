import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';

const PATIENCE_MS = 10_000;

/** Networks that are nobody's business outside: this machine, the own network, and addresses of no single machine. */
const inside = new BlockList();
for (const [network, bits] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3]
] as const) {
	inside.addSubnet(network, bits, 'ipv4');
}

// Of IPv6 only what is given out for the whole net (2000::/3) is outside, without the ranges that wrap IPv4 ones.
const outside6 = new BlockList();
outside6.addSubnet('2000::', 3, 'ipv6');
const wrapped6 = new BlockList();
wrapped6.addSubnet('2001::', 23, 'ipv6');
wrapped6.addSubnet('2001:db8::', 32, 'ipv6');
wrapped6.addSubnet('2002::', 16, 'ipv6');

/** Does this address lead to this machine or the own network? Pure. */
export function isInside(address: string): boolean {
	const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
	if (!isIPv6(plain)) return inside.check(plain, 'ipv4');
	return !outside6.check(plain, 'ipv6') || wrapped6.check(plain, 'ipv6');
}

/** May a webhook go to this address, as far as it can be told before its name is looked up? Pure. */
export function isWebhookAddress(text: string, allowInside: boolean): boolean {
	if (!URL.canParse(text)) return false;
	const { protocol, hostname, username, password } = new URL(text);
	if (username || password) return false;
	if (allowInside) return protocol === 'https:' || protocol === 'http:';
	const host = hostname.replace(/^\[|\]$/g, '');
	return protocol === 'https:' && !(isIP(host) && isInside(host)) && host !== 'localhost';
}

/** The connection is made to the very address that was looked at, so that a name can't change its mind in between. */
const lookupOutside: LookupFunction = (hostname, options, done) => {
	lookup(hostname, { ...options, all: true }, (error, found) => {
		if (error) return done(error, '', 0);
		const [first] = found;
		if (!first || found.some(({ address }) => isInside(address))) {
			return done(new Error('the address leads into the own network'), '', 0);
		}
		if (options.all) return done(null, found);
		done(null, first.address, first.family);
	});
};

/**
 * Posts a message and gives the status of the answer; redirects are not followed and the answer's text is not read.
 * Throws when there is none within ten seconds, or when the address leads into the own network and may not.
 */
export function postWebhook(
	url: string,
	body: string,
	headers: Record<string, string>,
	allowInside: boolean
): Promise<number> {
	if (!isWebhookAddress(url, allowInside)) {
		return Promise.reject(new Error('the address may not be used'));
	}
	const request = new URL(url).protocol === 'https:' ? requestHttps : requestHttp;
	return new Promise((resolve, reject) => {
		const asked = request(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'content-length': Buffer.byteLength(body),
				'user-agent': 'Abilaud',
				...headers
			},
			signal: AbortSignal.timeout(PATIENCE_MS),
			...(allowInside ? {} : { lookup: lookupOutside })
		});
		asked.on('response', (answer) => {
			answer.resume();
			resolve(answer.statusCode ?? 0);
		});
		asked.on('error', reject);
		asked.end(body);
	});
}
