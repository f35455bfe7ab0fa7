import { describe, expect, it } from 'vitest';
import { ConfigError, isLoopback, readConfig } from './config.ts';

describe('settings', () => {
	it('have a default for everything', () => {
		const settings = readConfig({});
		expect(settings).toMatchObject({
			host: '127.0.0.1',
			port: 3000,
			origin: 'http://127.0.0.1:3000',
			databaseUrl: undefined,
			migrateDatabaseUrl: undefined,
			workers: 1,
			isSample: false,
			runsJobs: false
		});
		expect(settings.dataDir).toBe(`${process.cwd()}/data`);
	});

	it('take an empty value for one that is not set', () => {
		expect(readConfig({ PORT: '', SMTP_URL: '' })).toMatchObject({
			port: 3000,
			smtpUrl: undefined
		});
	});

	it('keep webhooks out of the own network, above all where everybody knows the passwords', () => {
		expect(readConfig({ ABILAUD_SAMPLE: '1' }).webhooksInside).toBe(false);
		expect(readConfig({ WEBHOOKS_INSIDE: '1' }).webhooksInside).toBe(true);
	});

	it('derive the address from host and port', () => {
		expect(readConfig({ HOST: '0.0.0.0', PORT: '80' }).origin).toBe('http://localhost:80');
		expect(readConfig({ HOST: '::1' }).origin).toBe('http://[::1]:3000');
		expect(readConfig({ ORIGIN: 'https://abi.linn.example/' }).origin).toBe(
			'https://abi.linn.example'
		);
	});

	it('name every wrong setting at once and repeat no value', () => {
		const read = () =>
			readConfig({ PORT: 'http', WORKERS: '0', DATABASE_URL: 'mysql://root:secret@db/x' });
		expect(read).toThrow(ConfigError);
		expect(read).toThrow(/PORT must be a whole number[^]*DATABASE_URL[^]*|DATABASE_URL[^]*PORT/);
		expect(read).toThrow(/WORKERS must be at least 1/);
		expect(read).not.toThrow(/secret/);
	});

	it.each([
		['127.0.0.1', true],
		['127.1.2.3', true],
		['::1', true],
		['localhost', true],
		['0.0.0.0', false],
		['10.0.0.1', false],
		['127.evil.example', false]
	])('know whether %s is loopback', (host, expected) => {
		expect(isLoopback(host)).toBe(expected);
	});
});
