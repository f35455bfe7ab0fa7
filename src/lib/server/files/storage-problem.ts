/** A file that a row names and that is not in the store: lost by whoever keeps the disk, not by the portal. */
export class FileGone extends Error {
	override name = 'FileGone';
}

/** The store takes no more: the disk is full, over its quota, or not to be written. Nothing was kept. */
export class StorageFull extends Error {
	override name = 'StorageFull';
}

/** Told by name, because the built portal may hold this file twice. */
export const isFileGone = (problem: unknown): boolean =>
	problem instanceof Error && problem.name === 'FileGone';

export const isStorageFull = (problem: unknown): boolean =>
	problem instanceof Error && problem.name === 'StorageFull';

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EFBIG']);

/** The code of the operating system in an error or in what caused it. */
export function systemCode(problem: unknown): string | undefined {
	for (let error = problem; error instanceof Error; error = error.cause) {
		if ('syscall' in error && 'code' in error) return String(error.code);
	}
	return undefined;
}

/** Does a failed write say that there is no room, as against a fault of ours? */
export const saysNoRoom = (problem: unknown): boolean => NO_ROOM.has(systemCode(problem) ?? '');
