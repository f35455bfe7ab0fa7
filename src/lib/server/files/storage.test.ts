import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { FSDriver } from 'flydrive/drivers/fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

const filesIn = (place: string) =>
	readdirSync(place, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => entry.name)
		.sort();
const folder = mkdtempSync(join(tmpdir(), 'abilaud-files-'));
beforeAll(() => vi.stubEnv('DATA_DIR', folder));
afterAll(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true });
});

it('a stored file comes back byte by byte, and is gone when deleted', async () => {
	const storage = await import('./storage.ts');
	const bytes = new Uint8Array([0, 1, 2, 250]);
	const keys = [await storage.storeFile(bytes), await storage.storeFile(bytes)];
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

it('a file that somebody removed is said to be gone before an answer begins', async () => {
	const { storeFile, readStoredFile } = await import('./storage.ts');
	const key = await storeFile(new Uint8Array([1]));
	rmSync(join(folder, 'files', key));
	await expect(readStoredFile(key)).rejects.toMatchObject({ name: 'FileGone' });
});

it.each(['ENOSPC', 'EDQUOT'])('a disk that answers %s keeps no part of a file', async (code) => {
	const { storeFile } = await import('./storage.ts');
	const before = filesIn(folder);
	const full = vi.spyOn(FSDriver.prototype, 'put').mockImplementation(async (key: string) => {
		const path = join(folder, 'files', key);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, 'half');
		const cause = Object.assign(new Error('no space left'), { code, syscall: 'write' });
		throw new Error('cannot write', { cause });
	});
	await expect(storeFile(new Uint8Array([1, 2]))).rejects.toMatchObject({ name: 'StorageFull' });
	full.mockRestore();
	expect(filesIn(folder)).toEqual(before);
});
