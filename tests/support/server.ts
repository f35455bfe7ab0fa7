import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import { freePort } from '#scripts/postgres/running-server.ts';
import { startPortalProcess } from '#scripts/start/portal-process.ts';
import { cloneDatabase, dropDatabase } from './database.ts';
import { putSampleFiles } from './sample-files.ts';
import { ensureSampleTemplate } from './sample-template.ts';

/** The built portal, serving an own database. */
export type TestServer = OpenDatabase & {
	/** Its address, without a slash at the end. */
	origin: string;
	/** Its DATA_DIR. */
	folder: string;
	/** `fetch` for a path of it; redirects are not followed unless told. */
	get(path: string, init?: RequestInit): Promise<Response>;
	/** Posts a form as the portal's own pages do. */
	post(
		path: string,
		form: Record<string, string> | FormData,
		init?: RequestInit
	): Promise<Response>;
};

/**
 * Starts the built portal on a free port. With `sample` its database holds the sample
 * organisation, else only the schema. `env` adds settings, e.g. SMTP_URL. `close` stops it and
 * drops the database. Jobs run unless `env` says `ABILAUD_JOBS: '0'`.
 */
export async function startTestServer(
	options: { sample?: boolean; env?: Record<string, string>; port?: number } = {}
): Promise<TestServer> {
	const clone = await cloneDatabase(options.sample ? await ensureSampleTemplate() : undefined);
	const folder = await mkdtemp(join(tmpdir(), 'abilaud-data-'));
	const port = await freePort(options.port ?? null);
	const portal = await startPortalProcess({
		DATABASE_URL: clone.url,
		DATA_DIR: folder,
		HOST: '127.0.0.1',
		PORT: String(port),
		ORIGIN: undefined,
		SMTP_URL: undefined,
		WORKERS: '1',
		LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
		ABILAUD_SAMPLE: options.sample ? '1' : '0',
		...options.env
	});
	const origin = `http://127.0.0.1:${port}`;
	const open = openDb(clone.url, { max: 3 });
	if (options.sample) await putSampleFiles(open.sql, folder);
	const get = (path: string, init: RequestInit = {}) =>
		fetch(origin + path, { redirect: 'manual', ...init });
	return {
		...open,
		origin,
		folder,
		get,
		post: (path, form, init = {}) => {
			const headers = new Headers(init.headers);
			headers.set('origin', origin);
			const body = form instanceof FormData ? form : new URLSearchParams(form);
			return get(path, { method: 'POST', ...init, headers, body });
		},
		async close() {
			await portal.stop();
			await open.close();
			await dropDatabase(clone.name);
			await rm(folder, { recursive: true, force: true });
		}
	};
}
