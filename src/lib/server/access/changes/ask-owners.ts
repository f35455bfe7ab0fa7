import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { DomainError } from '#lib/errors.ts';
import { formatDay } from '#lib/format/dates.ts';
import { isoDay } from '#lib/format/moments.ts';
import { m } from '#lib/paraglide/messages.js';
import { findActor } from '#lib/server/auth/actor-row.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { submitRequest } from '#lib/server/requests/submit-request.ts';
import { systemRole } from '#lib/server/systems/tables.ts';
import { staffChange, staffChangeLine } from './tables.ts';

/** The service by which anybody asks for a right. */
const SERVICE = 'system-access';

/**
 * Asks for the rights of somebody who has moved to which the system's owner has to agree: one request each, in the name of
 * whoever decided the line. A line bears the key of its request, so that asking again makes no second one. A request
 * that the service refuses is left for the line manager: the line stays open and is reminded of.
 */
export async function askOwners(db: Db, changeId: string, clock: Clock): Promise<void> {
	const lines = await db
		.select({
			id: staffChangeLine.id,
			roleId: staffChangeLine.roleId,
			systemId: systemRole.systemId,
			deciderId: staffChangeLine.decidedById,
			personId: staffChange.personId,
			position: staffChange.toPosition,
			day: staffChange.day
		})
		.from(staffChangeLine)
		.innerJoin(staffChange, eq(staffChange.id, staffChangeLine.changeId))
		.innerJoin(systemRole, eq(systemRole.id, staffChangeLine.roleId))
		.where(
			and(
				eq(staffChangeLine.changeId, changeId),
				eq(staffChangeLine.decided, 'add'),
				eq(systemRole.ownerApproves, true),
				isNull(staffChangeLine.requestNumber),
				isNotNull(staffChange.appliedAt)
			)
		);
	for (const line of lines) {
		const number = await ask(db, line, clock);
		if (number === undefined) continue;
		await db
			.update(staffChangeLine)
			.set({ requestNumber: number })
			.where(eq(staffChangeLine.id, line.id));
	}
}

type Asked = {
	id: string;
	roleId: string | null;
	systemId: string;
	deciderId: string | null;
	personId: string | null;
	position: string;
	day: string;
};

async function ask(db: Db, line: Asked, clock: Clock): Promise<number | undefined> {
	const at = clock.now();
	const actor = line.deciderId ? await findActor(db, line.deciderId, at) : undefined;
	if (!actor || !line.personId) return undefined;
	const { locale } = actor;
	const day = formatDay(line.day, locale, 'since', at);
	const values = {
		right: { system: line.systemId, role: line.roleId },
		why: m.moves_ask_why({ position: line.position, day }, { locale }),
		from: isoDay(at),
		logged: true
	};
	try {
		const { requests } = await submitRequest(
			db,
			actor,
			{ slug: SERVICE, beneficiaryIds: [line.personId], values, submissionKey: line.id },
			clock
		);
		return requests[0]?.number;
	} catch (problem) {
		if (!(problem instanceof DomainError)) throw problem;
		return undefined;
	}
}
