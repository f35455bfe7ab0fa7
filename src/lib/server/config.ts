import { resolve } from 'node:path';
import * as v from 'valibot';

const empty = (value: unknown) => (value === '' ? undefined : value);
const text = v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'));
const count = (fallback: number, min: number, max: number) =>
	v.optional(
		v.pipe(
			v.string(),
			v.regex(/^\d+$/, 'must be a whole number'),
			v.transform(Number),
			v.minValue(min, `must be at least ${min}`),
			v.maxValue(max, `must be at most ${max}`)
		),
		String(fallback)
	);
const url = (...protocols: string[]) =>
	v.optional(
		v.pipe(
			v.string(),
			v.check(
				(value) =>
					protocols.some((protocol) => value.startsWith(`${protocol}:`)) && URL.canParse(value),
				`must be an address that starts with ${protocols.map((name) => `${name}:`).join(' or ')}`
			)
		)
	);

const environment = v.object({
	HOST: v.optional(text, '127.0.0.1'),
	PORT: count(3000, 0, 65_535),
	ORIGIN: url('http', 'https'),
	DATABASE_URL: url('postgres', 'postgresql'),
	MIGRATE_DATABASE_URL: url('postgres', 'postgresql'),
	DATABASE_POOL: count(10, 1, 200),
	DATA_DIR: v.optional(text, 'data'),
	CONTENT_DIR: v.optional(text, 'content'),
	SMTP_URL: url('smtp', 'smtps'),
	SMTP_CONNECTIONS: count(4, 1, 50),
	WEBHOOKS_INSIDE: v.optional(v.picklist(['0', '1']), '0'),
	MAIL_FROM: v.optional(text, 'Abilaud <abilaud@localhost>'),
	WORKERS: count(1, 1, 64),
	LOG_LEVEL: v.optional(v.picklist(['fatal', 'error', 'warn', 'info', 'debug']), 'info'),
	ABILAUD_SAMPLE: v.optional(v.picklist(['0', '1']), '0'),
	ABILAUD_JOBS: v.optional(v.picklist(['0', '1']), '0')
});

/** The portal's settings, as docs/operations.md lists them. Folders are absolute. */
export type Config = {
	host: string;
	port: number;
	/** The address that people use, without a slash at the end. */
	origin: string;
	databaseUrl: string | undefined;
	/** The same database for the role that owns the tables, where the portal signs in as another. */
	migrateDatabaseUrl: string | undefined;
	/** Connections to the database per process. */
	databasePool: number;
	dataDir: string;
	contentDir: string;
	smtpUrl: string | undefined;
	/** Connections to the mail server at once. */
	smtpConnections: number;
	mailFrom: string;
	/** May webhooks go to addresses of the own network? */
	webhooksInside: boolean;
	workers: number;
	logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
	/** Does this portal show the sample organisation? Then every page says so. */
	isSample: boolean;
	/** Do jobs run in this process? Exactly one process of a start has it. */
	runsJobs: boolean;
};

/** A setting that cannot be used. The message names each of them and never repeats a value. */
export class ConfigError extends Error {
	override name = 'ConfigError';
}

/**
 * Reads the settings from environment variables. Pure; throws ConfigError with one line for every
 * setting that is wrong.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
	const given = Object.fromEntries(
		Object.keys(environment.entries).map((name) => [name, empty(env[name])])
	);
	const result = v.safeParse(environment, given);
	if (!result.success) {
		const lines = result.issues.map(
			(issue) => `${String(issue.path?.[0]?.key ?? 'environment')} ${issue.message}`
		);
		throw new ConfigError(`Wrong settings:\n${lines.map((line) => `  ${line}`).join('\n')}`);
	}
	const found = result.output;
	return {
		host: found.HOST,
		port: found.PORT,
		origin: (found.ORIGIN ?? defaultOrigin(found.HOST, found.PORT)).replace(/\/+$/, ''),
		databaseUrl: found.DATABASE_URL,
		migrateDatabaseUrl: found.MIGRATE_DATABASE_URL,
		databasePool: found.DATABASE_POOL,
		dataDir: resolve(found.DATA_DIR),
		contentDir: resolve(found.CONTENT_DIR),
		smtpUrl: found.SMTP_URL,
		smtpConnections: found.SMTP_CONNECTIONS,
		mailFrom: found.MAIL_FROM,
		webhooksInside: found.WEBHOOKS_INSIDE === '1',
		workers: found.WORKERS,
		logLevel: found.LOG_LEVEL,
		isSample: found.ABILAUD_SAMPLE === '1',
		runsJobs: found.ABILAUD_JOBS === '1'
	};
}

let current: Config | undefined;

/**
 * The settings of this process, read from its environment at the first call and not before, so
 * that a build needs none of them. Throws ConfigError.
 */
export function config(): Config {
	current ??= readConfig(process.env);
	return current;
}

/** Is this an address that only this machine reaches? */
export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function defaultOrigin(host: string, port: number): string {
	const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
	return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
