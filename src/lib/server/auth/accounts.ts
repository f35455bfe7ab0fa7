import { eq } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { credential } from './tables.ts';

/** A person with the way they prove who they are; the nulls of somebody who has no password yet. */
export type Account = {
	personId: string;
	email: string;
	name: string;
	isActive: boolean;
	passwordHash: string | null;
	totpSecret: string | null;
	totpConfirmedAt: Date | null;
};

const columns = {
	personId: person.id,
	email: person.email,
	name: person.name,
	status: person.status,
	passwordHash: credential.passwordHash,
	totpSecret: credential.totpSecret,
	totpConfirmedAt: credential.totpConfirmedAt
};

/** The form in which addresses are stored and counted. */
export function normalizeEmail(typed: string): string {
	return typed.trim().toLowerCase();
}

/** The account behind an e-mail address, also of a person who has left. */
export async function findAccountByEmail(db: DbOrTx, email: string): Promise<Account | undefined> {
	return account(
		await db
			.select(columns)
			.from(person)
			.leftJoin(credential, eq(credential.personId, person.id))
			.where(eq(person.email, normalizeEmail(email)))
	);
}

/** The account of a person. */
export async function findAccount(db: DbOrTx, personId: string): Promise<Account | undefined> {
	return account(
		await db
			.select(columns)
			.from(person)
			.leftJoin(credential, eq(credential.personId, person.id))
			.where(eq(person.id, personId))
	);
}

type Row = Omit<Account, 'isActive'> & { status: string };

function account([row]: Row[]): Account | undefined {
	if (!row) return undefined;
	const { status, ...rest } = row;
	return { ...rest, isActive: status === 'active' };
}
