import type { Role } from '#lib/people/actor.ts';
import { hashPassword } from '#lib/server/auth/passwords.ts';
import { credential } from '#lib/server/auth/tables.ts';
import type { Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { person, roleGrant, unit } from '#lib/server/people/tables.ts';

export const PASSWORD = 'tuulevaikne hommik';
export const browser = { ip: '10.0.0.7', userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' };

const hashed = hashPassword(PASSWORD);
const created = new Date('2026-01-05T08:00:00Z');
let counter = 0;

export type Someone = { id: string; email: string };

/** A unit below another, or a root. */
export async function addUnit(db: Db, above: string[] = []): Promise<string> {
	const id = newId();
	await db.insert(unit).values({
		id,
		code: `U${++counter}`,
		name: { et: `Üksus ${counter}`, ru: `Отдел ${counter}` },
		kind: above.length ? 'department' : 'organisation',
		parentId: above.at(-1) ?? null,
		ancestorIds: [...above, id]
	});
	return id;
}

/** Somebody with the password above, unless told otherwise. */
export async function addSomeone(
	db: Db,
	more: {
		unitId?: string;
		roles?: { role: Role; unitId?: string }[];
		managerId?: string;
		withoutPassword?: boolean;
		status?: 'active' | 'left';
	} = {}
): Promise<Someone> {
	const id = newId();
	const email = `inimene${++counter}@linn.example`;
	await db.insert(person).values({
		id,
		email,
		name: `Inimene ${counter}`,
		unitId: more.unitId ?? (await addUnit(db)),
		managerId: more.managerId ?? null,
		status: more.status ?? 'active',
		createdAt: created,
		updatedAt: created
	});
	if (!more.withoutPassword)
		await db
			.insert(credential)
			.values({ personId: id, passwordHash: await hashed, passwordSetAt: created });
	for (const { role, unitId } of more.roles ?? [])
		await db
			.insert(roleGrant)
			.values({ id: newId(), personId: id, role, unitId: unitId ?? null, createdAt: created });
	return { id, email };
}
