import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'abilaud-files-'));
beforeAll(() => vi.stubEnv('DATA_DIR', folder));
afterAll(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true });
});

it('a stored file comes back byte by byte, and is gone when deleted', async () => {
	const storage = await import('./storage.ts');
	const bytes = new Uint8Array([0, 1, 2, 250]);
	const keys = [await storage.storeFile(bytes), await storage.storeFile(Readable.from([bytes]))];
	expect(new Set(keys).size).toBe(2);
	for (const key of keys) {
		expect(new Uint8Array(await buffer(await storage.readStoredFile(key)))).toEqual(bytes);
		await storage.deleteStoredFile(key);
		await storage.deleteStoredFile(key);
		await expect(storage.readStoredFile(key).then(buffer)).rejects.toThrow();
	}
});

it('no key leads out of the folder', async () => {
	const { readStoredFile } = await import('./storage.ts');
	await expect(Promise.resolve().then(() => readStoredFile('../../etc/passwd'))).rejects.toThrow();
});
