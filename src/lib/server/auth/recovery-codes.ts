import { randomInt } from 'node:crypto';
import { and, count, eq, isNull } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { recoveryCode } from './tables.ts';
import { hashToken } from './token.ts';

const HOW_MANY = 10;
/** No 0 O 1 I L: the codes are read from paper. 31 letters, ten of them: 49 bits. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Ten new codes in place of the earlier ones, shown to the person once; only their hashes are stored. */
export async function replaceRecoveryCodes(tx: DbOrTx, personId: string): Promise<string[]> {
	await dropRecoveryCodes(tx, personId);
	const codes = Array.from({ length: HOW_MANY }, newCode);
	await tx
		.insert(recoveryCode)
		.values(codes.map((code) => ({ id: newId(), personId, codeHash: codeHash(personId, code) })));
	return codes;
}

/** Removes all codes of a person. */
export async function dropRecoveryCodes(tx: DbOrTx, personId: string): Promise<void> {
	await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
}

/** Takes one code; true for the first who brings it. Spaces, dashes and small letters do not matter. */
export async function takeRecoveryCode(
	tx: DbOrTx,
	personId: string,
	typed: string,
	now: Date
): Promise<boolean> {
	const taken = await tx
		.update(recoveryCode)
		.set({ usedAt: now })
		.where(
			and(
				eq(recoveryCode.personId, personId),
				eq(recoveryCode.codeHash, codeHash(personId, typed)),
				isNull(recoveryCode.usedAt)
			)
		)
		.returning({ id: recoveryCode.id });
	return taken.length === 1;
}

/** How many codes a person still has. */
export async function countRecoveryCodes(db: DbOrTx, personId: string): Promise<number> {
	const [row] = await db
		.select({ left: count() })
		.from(recoveryCode)
		.where(and(eq(recoveryCode.personId, personId), isNull(recoveryCode.usedAt)));
	return row?.left ?? 0;
}

function newCode(): string {
	const letters = Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
	return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

function codeHash(personId: string, code: string): string {
	return hashToken(`${personId}:${code.toUpperCase().replace(/[^A-Z0-9]/g, '')}`);
}
