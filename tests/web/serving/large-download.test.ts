import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compressAnswer } from '../../../scripts/serve/compress.ts';

const LINES = 60_000;
let server: Server;
let address: string;

beforeAll(async () => {
	server = createServer(async (req, res) => {
		compressAnswer(req, res);
		res.setHeader('content-type', 'text/csv');
		for (let n = 0; n < LINES; n++) {
			const line = `${n};${Math.sin(n)};${Math.cos(n)}\n`;
			if (!res.write(line)) await once(res, 'drain');
		}
		res.end();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

it.each(['gzip', 'br', 'identity'])('a large download comes whole as %s', async (coding) => {
	const answer = await fetch(address, { headers: { 'accept-encoding': coding } });
	expect((await answer.text()).split('\n')).toHaveLength(LINES + 1);
});
